// The plan of a query: that each kind of leaf is resolved, composed and explained.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "searcher/plan/leaf_kinds.h"
#include "searcher/plan/plan_explanation.h"
#include "searcher/plan/query_plan.h"
#include "store/index_dir.h"
#include "tests/support.h"

using namespace newsidx;

namespace {

// Of what the examples in the table of leaves ask for, and of an article that has none of it.
const test::TempDir& planned_archive() {
  static const test::TempDir dir;
  static const bool made = [] {
    REQUIRE(test::add_lines(dir.index(), R"(
{"id":"a1","title":"Putin küresel yönetim kitap okulda","source":"Kıyı","date":"2025-03-01","url":"http://ornek.com/1","text":"Vladimir Putin küresel yönetim için konuştu. Maç, gol ve lig: futbol takımı şampiyon oldu, teknik direktör futbolcuları kutladı. Okullar kitap aldı."}
{"id":"a2","title":"Martı","source":"Dağ","date":"2024-01-01","url":"http://baska.org/1","text":"Martılar uçtu."}
)")
                .report.refused == 0);
    return true;
  }();
  REQUIRE(made);
  return dir;
}

struct PlannedIndex {
  PlannedIndex() : database(open_for_reading(planned_archive().index(), settings)) {}

  QueryPlan plan(const std::string& query) {
    return make_plan(parse_query(query, analyzer), analyzer, database, codec, {}, work);
  }
  QueryExplanation explained(const std::string& query) {
    const ParsedQuery parsed = parse_query(query, analyzer);
    return explain(parsed, make_plan(parsed, analyzer, database, codec, {}, work), database);
  }
  std::string found(const Xapian::Query& query) const {
    Xapian::Enquire enquire(database);
    enquire.set_query(query);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_docid_order(Xapian::Enquire::ASCENDING);
    std::string ids;
    const Xapian::MSet matches = enquire.get_mset(0, database.get_doccount());
    for (auto match = matches.begin(); match != matches.end(); ++match)
      ids += match.get_document().get_value(field(FieldId::kId).slot);
    return ids;
  }

  IndexSettings settings;
  Xapian::Database database;
  RecordCodec codec{settings.dictionary};
  Analyzer analyzer{settings.fingerprint.stemmer, settings.resources};
  QueryWork work;
};

std::vector<EvidenceKind> kinds_of(const std::vector<Evidence>& evidence) {
  std::vector<EvidenceKind> kinds;
  for (const Evidence& piece : evidence) kinds.push_back(piece.kind);
  return kinds;
}

}  // namespace

TEST_CASE("every kind of leaf has a resolver, and an example that is read, planned and explained") {
  PlannedIndex index;
  std::set<std::string_view> names;
  std::set<std::string_view> turkish;
  for (const LeafRow& row : all_leaf_kinds()) {
    CAPTURE(row.name);
    CHECK(names.insert(row.name).second);
    CHECK(turkish.insert(row.turkish).second);
    REQUIRE((row.resolve != nullptr));
    // Beside a word that no article has, so that it is no query of words alone.
    const std::string query = std::string(row.example) + " -zürafa";
    const ParsedQuery parsed = parse_query(query, index.analyzer);
    const QueryPlan plan = index.plan(query);
    const auto of_kind = std::find_if(plan.leaves.all().begin(), plan.leaves.all().end(),
                                      [&](const Leaf& leaf) { return leaf.row->kind == row.kind; });
    REQUIRE(of_kind != plan.leaves.all().end());
    CHECK_FALSE(of_kind->matching.empty());
    CHECK(of_kind->ranks);
    CHECK_FALSE(of_kind->unmet);
    CHECK(index.found(plan.query) == "a1");
    CHECK(index.found(plan.matching) == "a1");
    const QueryExplanation explanation = explain(parsed, plan, index.database);
    const auto line = std::find_if(
        explanation.plan.begin(), explanation.plan.end(),
        [&](const PlannedPart& part) { return part.leaf && part.leaf->english == row.name; });
    REQUIRE(line != explanation.plan.end());
    CHECK(line->leaf->turkish == row.turkish);
    CHECK_FALSE(line->part.empty());
    CHECK(line->articles > 0);
    CHECK(line->must_be_read == of_kind->must_be_read);
  }
}

TEST_CASE("what each kind of leaf adds, marks, and must read") {
  struct Case {
    std::string query;
    std::vector<EvidenceKind> evidence;
    std::size_t marks;
    bool read;
    bool words;
  };
  const std::vector<Case> cases = {
      {"putin", {}, 0, false, true},
      {"başlık:putin", {EvidenceKind::kInTitle}, 1, false, false},
      {"\"küresel yönetim\"", {}, 0, false, true},
      {"başlık:\"küresel yönetim\"", {EvidenceKind::kInTitle}, 1, true, false},
      {"=konuştu", {EvidenceKind::kLiteral}, 1, false, false},
      {"=\"küresel yönetim\"", {EvidenceKind::kLiteral}, 1, true, false},
      {"başlık:=kitap", {EvidenceKind::kLiteral}, 1, true, false},
      {"okul*", {EvidenceKind::kBeginning}, 3, false, false},  // okul, okullar, okulda
      {"başlık:okul*", {EvidenceKind::kInTitle}, 1, false, false},
      {"kaynak:kıyı", {}, 0, false, false},
      {"kişi:putin", {EvidenceKind::kName}, 2, false, false},  // the surname, and all of it
      {"konu:spor", {}, 0, false, false},
      {"tarih:2025", {}, 0, false, false},
  };
  PlannedIndex index;
  for (const Case& c : cases) {
    CAPTURE(c.query);
    const QueryPlan plan = index.plan(c.query + " -zürafa");
    const Leaf& leaf = plan.leaves.all().front();
    CHECK(kinds_of(leaf.evidence) == c.evidence);
    CHECK(leaf.marked.size() == c.marks);
    CHECK(leaf.must_be_read == c.read);
    CHECK(leaf.met.has_value() == c.read);
    CHECK(leaf.words.has_value() == c.words);
    // What is left out ranks nothing.
    const QueryPlan without = index.plan("konuştu -" + c.query);
    const Leaf& left_out = without.leaves.all().back();
    CHECK(left_out.left_out);
    CHECK_FALSE(left_out.ranks);
    CHECK(left_out.evidence.empty());
    CHECK(left_out.marked.empty());
    CHECK(index.found(without.matching).empty());
  }
}

TEST_CASE("equal leaves are one, and the parts of a NEAR rank where it is not left out") {
  PlannedIndex index;
  CHECK(index.plan("okul* OR okul* OR (putin AND okul*)").leaves.all().size() == 2);
  CHECK(index.plan("+putin -putin").leaves.all().size() == 1);
  const QueryPlan near = index.plan("putin NEAR/5 okul* -zürafa");
  REQUIRE(near.leaves.all().size() == 4);
  CHECK(near.leaves.all()[2].row->kind == LeafKind::kNear);
  CHECK(near.leaves.ranking() == std::vector<std::size_t>{0, 1, 2});
  CHECK(index.plan("kitap -(putin NEAR/5 okul*)").leaves.all().size() == 2);
}

TEST_CASE("a plan is a value that outlives what it was made of") {
  PlannedIndex index;
  const std::string query = "putin okul* =\"küresel yönetim\" -başlık:martı";
  QueryPlan plan;
  {
    const QueryPlan made = index.plan(query);
    plan = made;
  }
  CHECK(index.found(plan.query) == "a1");
  const QueryExplanation explanation =
      explain(parse_query(query, index.analyzer), plan, index.database);
  const std::vector<PlannedPart> now = index.explained(query).plan;
  REQUIRE(explanation.plan.size() == now.size());
  for (std::size_t i = 0; i < now.size(); ++i) CHECK(explanation.plan[i].part == now[i].part);
}

TEST_CASE("a query of words alone is explained by its words") {
  PlannedIndex index;
  const QueryExplanation explanation = index.explained("putin \"küresel yönetim\"");
  REQUIRE(explanation.plan.size() == 3);
  CHECK_FALSE(explanation.plan[0].leaf);
  for (const std::size_t i : {1, 2}) {
    CHECK(explanation.plan[i].articles >= 1);  // at most so many
    CHECK_FALSE(explanation.plan[i].evidence.empty());
  }
  CHECK(explanation.plan[1].evidence.front().kind.english == "exact");
  CHECK(explanation.plan[1].evidence.front().what == "putin");
  CHECK(explanation.plan[1].evidence.front().weight == evidence_weight(EvidenceKind::kExact));
  CHECK(explanation.cost.terms > 0);
  CHECK(explanation.cost.positions > 0);
  const QueryExplanation stop_word = index.explained("ve putin");
  CHECK_FALSE(stop_word.plan[1].looked_for);
  CHECK(stop_word.plan[1].evidence.empty());
  CHECK(stop_word.plan[2].looked_for);
  REQUIRE(index.explained("vladimir putin").together.size() == 1);
  CHECK(index.explained("vladimir putin").together.front().kind.english == "name");
}
