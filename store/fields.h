// The field table: every field of an article, once, with all that writer, searcher and command line
// need to know of it. docs/index.md shows it; a test holds the two together.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace newsidx {

enum class FieldId : std::uint8_t {
  kId,
  kTitle,
  kDate,
  kSource,
  kAuthor,
  kSection,
  kUrl,
  kPath,
  kText,
  kPerson,
  kPlace,
  kOrganisation,
  kTopic
};

// How a query can name the field (docs/query-language.md).
enum class FieldUse : std::uint8_t {
  kNone,     // not at all
  kWords,    // by words, phrases and beginnings, as the article itself
  kKeyword,  // by words of its value, which is kept as a whole
  kDate,     // by days
  kWhole,    // by its value
  kAddress,  // by its value, or its host
  kName,     // by a name, some of its words, or what else the named is called
  kTopic,    // by a topic's label in either language, or its number
};

inline constexpr std::uint32_t kNoSlot = 0xFFFFFFFF;

// Values that are no field of the article: what near-copies are recognised by, and the group of
// near-copies that it is in, as the hash of its first member's id (none: in no group).
inline constexpr std::uint32_t kSignatureSlot = 5;
inline constexpr std::uint32_t kGroupSlot = 6;

struct Field {
  FieldId id;
  std::string_view name;         // in JSON, in and out
  std::string_view turkish;      // the name in queries, in Turkish
  std::string_view term_prefix;  // of the terms it is found by; empty: none, or the text itself
  std::uint32_t slot;            // of the value it is sorted, counted and limited by; kNoSlot: none
  FieldUse use;
  std::string_view help;
};

inline constexpr std::array<Field, 13> kFields = {{
    {FieldId::kId, "id", "kimlik", "Q", 0, FieldUse::kWhole,
     "what names the article, in this index alone"},
    {FieldId::kTitle, "title", "başlık", "S", kNoSlot, FieldUse::kWords,
     "the headline; its words count more"},
    {FieldId::kDate, "date", "tarih", "D", 1, FieldUse::kDate,
     "the day of publication, YYYY-MM-DD"},
    {FieldId::kSource, "source", "kaynak", "XS", 2, FieldUse::kKeyword, "the newspaper or agency"},
    {FieldId::kAuthor, "author", "yazar", "A", 4, FieldUse::kKeyword, "who wrote it"},
    {FieldId::kSection, "section", "bölüm", "XB", 3, FieldUse::kKeyword,
     "the part of the paper, as the archive names it"},
    {FieldId::kUrl, "url", "adres", "U", kNoSlot, FieldUse::kAddress, "where it was published"},
    {FieldId::kPath, "path", "dosya", "", kNoSlot, FieldUse::kNone, "the file it came from"},
    {FieldId::kText, "text", "metin", "", kNoSlot, FieldUse::kNone, "the article itself"},
    {FieldId::kPerson, "person", "kişi", "XP", 7, FieldUse::kName, "a person it names"},
    {FieldId::kPlace, "place", "yer", "XL", 8, FieldUse::kName, "a place it names"},
    {FieldId::kOrganisation, "org", "kurum", "XO", 9, FieldUse::kName, "an organisation it names"},
    {FieldId::kTopic, "topic", "konu", "XT", 10, FieldUse::kTopic,
     "what it is about, of the IPTC's Media Topics"},
}};

constexpr const Field& field(FieldId id) { return kFields[static_cast<std::size_t>(id)]; }

// The position of the text's first word; those of the title begin at 1. A title of more than
// kTextPosition - kTitleGap words moves it on, so that no phrase, and no NEAR, reaches from one
// into the other.
inline constexpr std::uint32_t kTextPosition = 151;
inline constexpr std::uint32_t kTitleGap = 101;

namespace prefix {
// Terms that are no field of the article but ways to find it. Those of the words of title and text:
// the folded stem (with positions, title first); the exact form (lower case) and the stem where
// they tell more: other than the folded stem, or others may have the same. The folded stem has no
// prefix, as it is written out for each article once more, with its positions.
inline constexpr std::string_view kFoldedStem{};
inline constexpr std::string_view kExact = "W";
inline constexpr std::string_view kStem = "XZ";
inline constexpr std::string_view kCoarse =
    "XC";  // beginnings of words, where the folded stem is longer
inline constexpr std::string_view kForeign = "XF";  // what spellings of a foreign name share
inline constexpr std::string_view kMonth = "M";     // YYYYMM
inline constexpr std::string_view kYear = "Y";
inline constexpr std::string_view kHost = "H";  // of the url
}  // namespace prefix

}  // namespace newsidx
