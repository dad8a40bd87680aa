// Text in which people have marked the names; for fitting alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "entities/names/name_labels.h"
#include "entities/names/name_tokens.h"
#include "newsidx/entities.h"

namespace newsidx {

struct MarkedName {
  std::size_t begin = 0;  // bytes
  std::size_t end = 0;
  EntityType type = EntityType::kPerson;
};

struct AnnotatedText {
  std::string text;  // a sentence a line
  std::vector<MarkedName> names;
  float weight = 1;  // how much it counts in a fit
};

// So many sentences that follow each other are taken for one article.
inline constexpr std::size_t kSentencesTogether = 40;

// CoNLL: token<TAB>tag lines (B-PER, I-LOC, O …; other columns between are left out), an empty line
// behind each sentence; tokens are joined by a space. Throws Error(kInputRefused) that names the
// line.
std::vector<AnnotatedText> read_conll(std::string_view lines, const std::string& name);

// The label of each token of the text.
std::vector<NameLabel> labels_of(const AnnotatedText& text, const std::vector<NameToken>& tokens);

}  // namespace newsidx
