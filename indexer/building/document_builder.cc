#include "indexer/building/document_builder.h"

#include <algorithm>

#include "indexer/building/acronyms.h"
#include "newsidx/beginning.h"
#include "store/fields.h"
#include "store/record.h"
#include "store/terms.h"
#include "text/letters.h"

namespace newsidx {
namespace {

// A field whose value is matched as a whole, without regard to case or Turkish letters.
void add_keyword(DocumentSink& document, FieldId id, const std::string& value) {
  if (value.empty()) return;
  document.add_boolean_term(make_term(field(id).term_prefix, fold(value)));
  document.add_value(field(id).slot, value);
}

}  // namespace

std::uint32_t DocumentBuilder::add_words(DocumentSink& document, const std::vector<Token>& tokens,
                                         std::uint32_t position, bool title, bool title_only) {
  const auto add_term = [&](std::string_view prefix, const std::string& form) {
    term_.assign(prefix);
    term_ += form;
    document.add_term(term_);
  };
  for (const Token& token : tokens) {
    if (title) add_term(field(FieldId::kTitle).term_prefix, token.folded);
    if (title_only) continue;
    if (token.exact != token.folded || token.shared_fold) add_term(prefix::kExact, token.exact);
    if (token.shared_fold && token.stem != token.folded) add_term(prefix::kStem, token.stem);
    if (token.coarse.size() < token.folded.size() && !token.coarse.empty())
      add_term(prefix::kCoarse, token.coarse);
    if (!token.foreign.empty()) add_term(prefix::kForeign, token.foreign);
    term_.assign(prefix::kFoldedStem);
    term_ += token.folded;
    document.add_posting(term_, position++);
  }
  return position;
}

std::uint32_t DocumentBuilder::add_long_text(DocumentSink& document, std::string_view text,
                                             std::uint32_t position, bool title, bool title_only,
                                             NearCopySignature* signature) {
  analyzer_.begin(text);
  for (;;) {
    const std::vector<Token>& part = analyzer_.next_part();
    if (part.empty()) return position;
    position = add_words(document, part, position, title, title_only);
    if (signature != nullptr) signature->add(text, part);
  }
}

void DocumentBuilder::count_acronyms(std::string_view text, const std::vector<Token>& tokens,
                                     AcronymCounts& acronyms) {
  for (const AcronymUse& use : find_acronym_uses(text, tokens)) {
    LongForm form;
    const std::size_t begin = tokens[use.first].begin;
    form.text = text.substr(begin, tokens[use.last - 1].end - begin);
    for (std::size_t i = use.first; i < use.last; ++i) {
      form.stems.push_back(tokens[i].folded);
      if (!tokens[i].stop_word) form.words.push_back(tokens[i].folded);
    }
    form.count = 1;
    acronyms.add(fold(tokens[use.acronym].exact), std::move(form));
  }
}

std::string DocumentBuilder::build(const Article& article, AcronymCounts& acronyms,
                                   DocumentSink& document) {
  const std::string_view title_text = beginning_of(article.title);
  const std::vector<Token>& title = analyzer_.analyze(title_text);
  // A title taken from the text's first sentence is counted with the text.
  const bool own_title = !article.title_from_text;
  if (own_title) count_acronyms(title_text, title, acronyms);
  if (entities_ && own_title) entities_->begin(title_text, title, analyzer_.words());
  std::uint32_t position =
      title_text.size() == article.title.size()
          ? add_words(document, title, 1, true, article.title_from_text)
          : add_long_text(document, article.title, 1, true, article.title_from_text, nullptr);
  position = std::max(position + kTitleGap, kTextPosition);
  const std::string_view beginning = beginning_of(article.text);
  const bool whole = beginning.size() == article.text.size();
  const std::vector<Token>& tokens = analyzer_.analyze(beginning);
  count_acronyms(beginning, tokens, acronyms);
  if (whole) add_words(document, tokens, position, false, false);
  if (entities_) entities_->end(beginning, tokens, analyzer_.words(), document);
  NearCopySignature copies;
  if (whole)
    copies.add(article.text, tokens);
  else
    add_long_text(document, article.text, position, false, false, &copies);
  std::string signature = copies.get();
  if (!signature.empty()) document.add_value(kSignatureSlot, signature);

  document.add_boolean_term(id_term(article.id));
  document.add_value(field(FieldId::kId).slot, article.id);
  if (article.date) {
    const std::string day = date_key(*article.date);
    document.add_boolean_term(make_term(field(FieldId::kDate).term_prefix, day));
    document.add_boolean_term(make_term(prefix::kMonth, day.substr(0, 6)));
    document.add_boolean_term(make_term(prefix::kYear, day.substr(0, 4)));
    document.add_value(field(FieldId::kDate).slot, day);
  }
  add_keyword(document, FieldId::kSource, article.source);
  add_keyword(document, FieldId::kSection, article.section);
  add_keyword(document, FieldId::kAuthor, article.author);
  if (!article.url.empty())
    document.add_boolean_term(make_term(field(FieldId::kUrl).term_prefix, article.url));
  if (const std::string host = url_host(article.url); !host.empty())
    document.add_boolean_term(make_term(prefix::kHost, host));
  document.set_data(codec_.encode(article), seal_record);
  return signature;
}

}  // namespace newsidx
