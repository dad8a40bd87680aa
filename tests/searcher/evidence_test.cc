// The table of evidence: that every kind in it is said of some query, and weighs what it says.
#include "searcher/ranking/evidence.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "searcher/ranking/query_words.h"
#include "store/fields.h"
#include "tests/text_index.h"

using namespace newsidx;
using test::Words;

namespace {

std::vector<Evidence> evidence_of(test::TextIndex& index, const std::string& query) {
  const ParsedQuery parsed = parse_query(query, index.analyzer());
  const QueryWords words = expand_query(searched_units(parsed),
                                        Expander(index.analyzer(), index.database(), parsed.text));
  REQUIRE(words.evidence.size() == 1);
  return words.evidence.front();
}

const Evidence* find_kind(const std::vector<Evidence>& evidence, EvidenceKind kind) {
  const auto found = std::find_if(evidence.begin(), evidence.end(),
                                  [&](const Evidence& piece) { return piece.kind == kind; });
  return found == evidence.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("every kind of evidence has a weight, and a name of its own in both languages") {
  std::set<std::string_view> names;
  std::set<std::string_view> turkish;
  for (const EvidenceRow& row : all_evidence_kinds()) {
    CHECK(&evidence_row(row.kind) == &row);
    CHECK(row.weight > 0);
    CHECK(row.mark_share > 0);
    CHECK_MESSAGE(names.insert(row.name).second, row.name);
    CHECK_MESSAGE(turkish.insert(row.turkish).second, row.turkish);
    CHECK_FALSE(row.name.empty());
    CHECK_FALSE(row.turkish.empty());
  }
}

TEST_CASE("every kind of evidence of a word is yielded by one") {
  struct Case {
    EvidenceKind kind;
    std::string word;
    Words terms;
    bool finds = true;
    bool side_by_side = false;
  };
  const std::vector<Case> cases = {
      {EvidenceKind::kExact, "seçimlerinde", {"Wseçimlerinde"}},
      {EvidenceKind::kRestored, "secimlerinde", {"Wseçimlerinde"}},
      {EvidenceKind::kStem, "ölenler", {"XZöl"}},
      {EvidenceKind::kFolded, "seçimlerinde", {"secim"}},
      {EvidenceKind::kTitle, "seçimlerinde", {"Ssecim"}},
      {EvidenceKind::kForeign, "Oreshkin", {"oreskin", "Woreşkin"}},
      {EvidenceKind::kCoarse, "Kılıç", {"XCkilic", "kilic"}, false},
      {EvidenceKind::kRelated, "gözlükçü", {"gozluk"}},
      {EvidenceKind::kRelated, "ekonomi", {"ekonomik"}},
      {EvidenceKind::kApart, "işbirliği", {"is", "birlik"}, true, true},
      {EvidenceKind::kLongForm, "ŞİÖ", {"sanghay", "isbirligi", "orgut"}, true, true},
  };
  test::TextIndex index({"Seçimlerinde oy verdiler.", "Ölenler ve olanlar.", "Oreşkin konuştu.",
                         "Kılıçdaroğlu ve kılıç.", "Gözlük taktı.", "Ekonomik veriler.",
                         "İş birliği yaptılar.", "Şanghay İşbirliği Örgütü (ŞİÖ) toplandı."});
  std::set<EvidenceKind> seen;
  for (const Case& c : cases) {
    const std::vector<Evidence> evidence = evidence_of(index, c.word);
    const Evidence* piece = find_kind(evidence, c.kind);
    REQUIRE_MESSAGE(piece != nullptr, c.word);
    CHECK_MESSAGE(piece->terms == c.terms, c.word);
    CHECK_MESSAGE(piece->finds == c.finds, c.word);
    CHECK_MESSAGE(piece->side_by_side == c.side_by_side, c.word);
    CHECK(piece->weight == evidence_weight(c.kind));
    seen.insert(c.kind);
    // In the order of the table, as scores are added up in it.
    CHECK(std::is_sorted(evidence.begin(), evidence.end(),
                         [](const Evidence& a, const Evidence& b) { return a.kind < b.kind; }));
  }
  for (const EvidenceRow& row : all_evidence_kinds())
    CHECK_MESSAGE((row.yield != nullptr) == seen.contains(row.kind), row.name);
}

TEST_CASE("a phrase is found by its readings, and its exact forms add") {
  test::TextIndex index({"Kışın iş birliği yaptılar.", "İşbirliği kışın sürdü."});
  const std::vector<Evidence> evidence = evidence_of(index, "\"kışın iş birliği\"");
  std::size_t readings = 0;
  for (const Evidence& piece : evidence) {
    const bool reading = piece.kind == EvidenceKind::kPhrase;
    CHECK((reading || piece.kind == EvidenceKind::kExact));
    CHECK(piece.finds == reading);
    CHECK(piece.more.empty() != reading);
    readings += reading ? 1 : 0;
  }
  CHECK(readings == 2);
  REQUIRE(find_kind(evidence, EvidenceKind::kExact) != nullptr);
  CHECK(find_kind(evidence, EvidenceKind::kExact)->terms == Words{"Wkışın"});
}
