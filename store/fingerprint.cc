#include "store/fingerprint.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <sstream>
#include <string_view>

#include "newsidx/displayable.h"
#include "newsidx/error.h"
#include "text/analyzer.h"

namespace newsidx {
namespace {

// 0, which is no version, for what is no number.
int number_of(const std::string& text) {
  int number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && stop == end ? number : 0;
}

constexpr std::string_view kCheckWord = "check=";

std::string sealed(std::string_view text) {
  return fmt::format("{} {}{:016x}", text, kCheckWord, XXH3_64bits(text.data(), text.size()));
}

}  // namespace

Fingerprint Fingerprint::of_program(StemmerKind stemmer, const StemmerResources& resources) {
  Fingerprint fingerprint{kLayoutVersion, kAnalyzerVersion, stemmer, "", "", true};
  if (stemmer != StemmerKind::kLexicon) return fingerprint;
  fingerprint.model = (resources.model ? resources.model : MorphologyModel::shipped())->checksum();
  if (resources.overrides) {
    const std::string text = resources.overrides->text();
    fingerprint.lexicon = fmt::format("{:016x}", XXH3_64bits(text.data(), text.size()));
  }
  return fingerprint;
}

Fingerprint Fingerprint::parse(const std::string& text) {
  if (const std::size_t check = text.find(kCheckWord);
      check != std::string::npos &&
      text != sealed(std::string_view(text).substr(0, std::max<std::size_t>(check, 1) - 1)))
    throw Error(ErrorCode::kIo, "the index is damaged: its fingerprint is not as it was written",
                "build it anew from the archive's files (newsidx reindex --full), or restore it");
  std::map<std::string, std::string> values;
  std::istringstream words(text);
  for (std::string word; words >> word;)
    if (const std::size_t equals = word.find('='); equals != std::string::npos)
      values[word.substr(0, equals)] = word.substr(equals + 1);
  for (const char* name : {"layout", "analyzer", "stemmer"})
    if (!values.contains(name))
      throw Error(ErrorCode::kIo,
                  "the index has no readable fingerprint: '" + displayable(text) + "'",
                  "it was not made by newsidx, or is damaged; make a new one with newsidx add");
  Fingerprint result;
  result.layout = number_of(values["layout"]);
  result.analyzer = number_of(values["analyzer"]);
  result.model = values["model"];
  result.lexicon = values["lexicon"];
  result.names = values["names"] != "no";
  const std::string& name = values["stemmer"];
  try {
    result.stemmer = stemmer_kind(name);
  } catch (const Error&) {
    throw Error(ErrorCode::kConfiguration,
                "the index was made with the stemmer '" + displayable(name) +
                    "', which this program does not have",
                "use the newsidx that made it, or add the articles to a new index");
  }
  return result;
}

std::string Fingerprint::text() const {
  std::string text =
      fmt::format("layout={} analyzer={} stemmer={}", layout, analyzer, stemmer_name(stemmer));
  if (!model.empty()) text += " model=" + model;
  if (!lexicon.empty()) text += " lexicon=" + lexicon;
  if (!names) text += " names=no";
  return text;
}

std::string Fingerprint::sealed_text() const { return sealed(text()); }

void Fingerprint::require_usable(const std::string& index_dir) const {
  if (layout == kLayoutVersion && analyzer == kAnalyzerVersion) return;
  throw Error(ErrorCode::kConfiguration,
              fmt::format("{}: made by another analyzer ({}; this program: {})", index_dir,
                          displayable(text()), of_program(stemmer).text()),
              layout > kLayoutVersion
                  ? "use the newsidx that made it, or a later one"
                  : "newsidx reindex --full takes it over: it reads the archive's files again, and "
                    "keeps what came by newsidx add");
}

}  // namespace newsidx
