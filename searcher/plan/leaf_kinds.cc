#include "searcher/plan/leaf_kinds.h"

#include <array>

#include "searcher/plan/leaf_resolvers.h"

namespace newsidx {
namespace {

using Kind = LeafKind;

constexpr std::array kRows = {
    LeafRow{Kind::kWord, "word", "sözcük", "putin", resolve_word},
    LeafRow{Kind::kWordInTitle, "word in the title", "başlıkta sözcük", "başlık:putin",
            resolve_word_in_title},
    LeafRow{Kind::kPhrase, "phrase", "söz öbeği", "\"küresel yönetim\"", resolve_phrase},
    LeafRow{Kind::kPhraseInTitle, "phrase in the title", "başlıkta söz öbeği",
            "başlık:\"küresel yönetim\"", resolve_phrase_in_title},
    LeafRow{Kind::kLiteral, "literal", "olduğu gibi", "=\"küresel yönetim\"", resolve_literal},
    LeafRow{Kind::kLiteralInTitle, "literal in the title", "başlıkta olduğu gibi", "başlık:=kitap",
            resolve_literal},
    LeafRow{Kind::kBeginning, "beginning", "sözcük başı", "okul*", resolve_beginning},
    LeafRow{Kind::kBeginningInTitle, "beginning in the title", "başlıkta sözcük başı",
            "başlık:okul*", resolve_beginning},
    LeafRow{Kind::kNear, "near", "yakın", "putin NEAR/5 küresel", resolve_near},
    LeafRow{Kind::kKeyword, "keyword", "alan değeri", "kaynak:kıyı", resolve_keyword},
    LeafRow{Kind::kIdentifier, "id", "kimlik", "kimlik:a1", resolve_keyword},
    LeafRow{Kind::kAddress, "address", "adres", "adres:ornek.com", resolve_keyword},
    LeafRow{Kind::kName, "name", "ad", "kişi:putin", resolve_name},
    LeafRow{Kind::kTopic, "topic", "konu", "konu:spor", resolve_topic},
    LeafRow{Kind::kDays, "days", "günler", "tarih:2025", resolve_days},
};

constexpr bool in_order_of_kinds() {
  for (std::size_t i = 0; i < kRows.size(); ++i)
    if (static_cast<std::size_t>(kRows[i].kind) != i) return false;
  return true;
}
static_assert(in_order_of_kinds(), "leaf_row() looks a kind up by its place in the table");

Kind kind_of_value(FieldUse use) {
  switch (use) {
    case FieldUse::kName:
      return Kind::kName;
    case FieldUse::kTopic:
      return Kind::kTopic;
    case FieldUse::kWhole:
      return Kind::kIdentifier;
    case FieldUse::kAddress:
      return Kind::kAddress;
    default:
      return Kind::kKeyword;
  }
}

Kind kind_of(const QueryNode& node) {
  const bool title = node.in_title;
  if (node.as<WordNode>() != nullptr) return title ? Kind::kWordInTitle : Kind::kWord;
  if (node.as<PhraseNode>() != nullptr) return title ? Kind::kPhraseInTitle : Kind::kPhrase;
  if (node.as<LiteralNode>() != nullptr) return title ? Kind::kLiteralInTitle : Kind::kLiteral;
  if (node.as<PrefixNode>() != nullptr) return title ? Kind::kBeginningInTitle : Kind::kBeginning;
  if (const auto* value = node.as<ValueNode>()) return kind_of_value(field(value->field).use);
  return node.as<DateNode>() != nullptr ? Kind::kDays : Kind::kNear;
}

}  // namespace

std::span<const LeafRow> all_leaf_kinds() { return kRows; }

const LeafRow& leaf_row(const QueryNode& node) {
  return kRows[static_cast<std::size_t>(kind_of(node))];
}

}  // namespace newsidx
