// The field table: every field of an article, once, with all that writer, searcher and command line
// need to know of it. docs/architecture.md shows it; a test holds the two together.
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
  kText
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
  std::string_view help;
};

inline constexpr std::array<Field, 9> kFields = {{
    {FieldId::kId, "id", "kimlik", "Q", 0, "what names the article, in this index alone"},
    {FieldId::kTitle, "title", "başlık", "S", kNoSlot, "the headline; its words count more"},
    {FieldId::kDate, "date", "tarih", "D", 1, "the day of publication, YYYY-MM-DD"},
    {FieldId::kSource, "source", "kaynak", "XS", 2, "the newspaper or agency"},
    {FieldId::kAuthor, "author", "yazar", "A", 4, "who wrote it"},
    {FieldId::kSection, "section", "bölüm", "XB", 3,
     "the part of the paper, as the archive names it"},
    {FieldId::kUrl, "url", "adres", "U", kNoSlot, "where it was published"},
    {FieldId::kPath, "path", "dosya", "", kNoSlot, "the file it came from"},
    {FieldId::kText, "text", "metin", "", kNoSlot, "the article itself"},
}};

constexpr const Field& field(FieldId id) { return kFields[static_cast<std::size_t>(id)]; }

namespace prefix {
// Terms that are no field of the article but ways to find it. Those of the words of title and text:
// the folded stem (with positions, title first); the exact form (lower case) and the stem where they
// tell more: other than the folded stem, or others may have the same. The folded stem has no prefix,
// as it is written out for each article once more, with its positions.
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
