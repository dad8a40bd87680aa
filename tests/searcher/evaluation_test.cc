// Measures and tests of significance, against values worked out by hand.
#include "newsidx/evaluation.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <random>
#include <sstream>
#include <string>
#include <vector>

using namespace newsidx;

namespace {

// Hits in this order: the first has the highest score.
std::vector<RankedId> in_order(const std::string& ids) {
  std::vector<RankedId> hits;
  std::istringstream in(ids);
  float score = 0;
  for (std::string id; in >> id;) hits.push_back({id, score--});
  return hits;
}

Judgements judged(const std::string& text) {
  Judgements judgements;
  std::istringstream in(text);
  int grade = 0;
  for (std::string id; in >> id >> grade;) judgements[id] = grade;
  return judgements;
}

std::string rounded(const MeasureValues& values) {
  std::string out;
  for (const double value : values) out += fmt::format("{:.4f} ", value);
  return out;
}

// Evaluations whose figures are these in every measure.
Evaluation with_figures(const std::vector<double>& figures) {
  Evaluation evaluation;
  for (const double figure : figures) {
    QueryFigures query;
    query.values.fill(figure);
    evaluation.queries.push_back(query);
  }
  double sum = 0;
  for (const double figure : figures) sum += figure;
  evaluation.mean.values.fill(sum / static_cast<double>(figures.size()));
  return evaluation;
}

Difference difference(const std::vector<double>& run, const std::vector<double>& baseline,
                      std::uint64_t permutations = kDefaultPermutations) {
  return compare(with_figures(run), with_figures(baseline), permutations).front();
}

std::string told(const std::vector<LineFault>& faults) {
  std::string out;
  for (const LineFault& fault : faults) out += fmt::format("{}: {}\n", fault.line, fault.reason);
  return out;
}

}  // namespace

TEST_CASE("measures of one query") {
  const std::string ten = "u0 u1 u2 u3 u4 u5 u6 u7 u8 u9 ";
  std::string hundred;
  for (int i = 0; i < 10; ++i)
    for (int k = 0; k < 10; ++k) hundred += fmt::format("v{}{} ", i, k);
  struct Case {
    const char* what;
    std::string judgements;
    std::string hits;
    EvaluationRules rules;
    std::string expected;  // MAP MRR MRR@10 nDCG@10 P@10 R@100 bpref judged@10
  };
  const std::vector<Case> cases = {
      // (1 + 2/4) / 3; (1 + 1/log2(5)) / (1 + 1/log2(3) + 1/2); bpref (1 + 0) / 3
      {"relevant at 1 and 4 of three, one unjudged",
       "a 1 b 0 c 1 d 1",
       "a x b c",
       {},
       "0.5000 1.0000 1.0000 0.6714 0.2000 0.6667 0.3333 0.7500 "},
      // (1 + 2/3 + 3/5) / 4; bpref (1 + 1/2 + 0) / 4: two not relevant divide, not four
      {"fewer not relevant than relevant",
       "r1 1 r2 1 r3 1 r4 1 n1 0 n2 0",
       "r1 n1 r2 n2 r3",
       {},
       "0.5667 1.0000 1.0000 0.7366 0.3000 0.7500 0.3750 1.0000 "},
      // bpref 1 - 1/min(3, 1)
      {"more not relevant than relevant",
       "r 1 n1 0 n2 0 n3 0",
       "n1 r",
       {},
       "0.5000 0.5000 0.5000 0.6309 0.1000 1.0000 0.0000 1.0000 "},
      // bpref (1 - 1/2 + 1 - 2/2) / 2
      {"more above than are relevant",
       "r1 1 r2 1 n1 0 n2 0 n3 0",
       "n1 r1 n2 n3 r2",
       {},
       "0.4500 0.5000 0.5000 0.6241 0.2000 1.0000 0.2500 1.0000 "},
      {"nothing judged not relevant",
       "r1 1 r2 1",
       "x r1 y",
       {},
       "0.2500 0.5000 0.5000 0.3869 0.1000 0.5000 0.5000 0.3333 "},
      {"none relevant",
       "a 0",
       "a b",
       {},
       "0.0000 0.0000 0.0000 0.0000 0.0000 0.0000 0.0000 0.5000 "},
      {"nothing judged", "", "a", {}, "0.0000 0.0000 0.0000 0.0000 0.0000 0.0000 0.0000 0.0000 "},
      {"nothing retrieved",
       "a 1",
       "",
       {},
       "0.0000 0.0000 0.0000 0.0000 0.0000 0.0000 0.0000 0.0000 "},
      // (1/log2(3) + 2/2 + 3/log2(5)) / (3 + 2/log2(3) + 1/2)
      {"grades 0 to 3, the wrong way round",
       "a 3 b 2 c 1 d 0",
       "d c b a",
       {},
       "0.6389 0.5000 0.5000 0.6138 0.3000 1.0000 0.0000 1.0000 "},
      {"grades 0 to 3, as they should be",
       "a 3 b 2 c 1 d 0",
       "a b c d",
       {},
       "1.0000 1.0000 1.0000 1.0000 0.3000 1.0000 1.0000 1.0000 "},
      // (1/3 + 2/4) / 2; the gains stay
      {"the same, relevant from 2",
       "a 3 b 2 c 1 d 0",
       "d c b a",
       {2, 0},
       "0.4167 0.3333 0.3333 0.6138 0.2000 1.0000 0.0000 1.0000 "},
      // (1 + 3/log2(3)) / (3 + 2/log2(3) + 1/2)
      {"the same, relevant from 3",
       "a 3 b 2 c 1 d 0",
       "c a",
       {3, 0},
       "0.5000 0.5000 0.5000 0.6075 0.1000 1.0000 0.0000 1.0000 "},
      {"a grade below 0 is not judged",
       "a 1 b -1 c 0",
       "b c a",
       {},
       "0.3333 0.3333 0.3333 0.5000 0.1000 1.0000 0.0000 0.6667 "},
      {"not judged is not in bpref's way",
       "a 1 b -1 c 0",
       "b x a c",
       {},
       "0.3333 0.3333 0.3333 0.5000 0.1000 1.0000 1.0000 0.5000 "},
      {"behind the first page",
       "a 1",
       ten + "a",
       {},
       "0.0909 0.0909 0.0000 0.0000 0.0000 1.0000 1.0000 0.0000 "},
      {"at the end of the first page",
       "u9 1",
       ten,
       {},
       "0.1000 0.1000 0.1000 0.2891 0.1000 1.0000 1.0000 0.1000 "},
      {"behind the first hundred",
       "a 1",
       hundred + "a",
       {},
       "0.0099 0.0099 0.0000 0.0000 0.0000 0.0000 1.0000 0.0000 "},
      {"the hundredth",
       "v99 1",
       hundred,
       {},
       "0.0100 0.0100 0.0000 0.0000 0.0000 1.0000 1.0000 0.0000 "},
      {"only the first hit counts",
       "r 1 n 0",
       "n r",
       {1, 1},
       "0.0000 0.0000 0.0000 0.0000 0.0000 0.0000 0.0000 1.0000 "},
  };
  for (const Case& c : cases) {
    const QueryFigures figures = evaluate_query(judged(c.judgements), in_order(c.hits), c.rules);
    CHECK_MESSAGE(rounded(figures.values) == c.expected, c.what);
  }
}

TEST_CASE("hits of one score stand by id, descending") {
  struct Case {
    const char* run;
    double reciprocal_rank;  // of a
  };
  const std::vector<Case> cases = {
      {"q Q0 a 1 1 t\nq Q0 b 2 1 t\nq Q0 c 3 1 t\n", 1 / 3.0},
      {"q Q0 c 1 1 t\nq Q0 b 2 1 t\nq Q0 a 3 1.5 t\n", 1},
      {"q Q0 A 1 1 t\nq Q0 a 2 1 t\n", 1},
      {"q Q0 \xC5\x9F 1 1 t\nq Q0 a 2 1 t\n", 1 / 2.0},  // by bytes, without signs
      // Single precision cannot tell these apart, nor could trec_eval.
      {"q Q0 a 1 16777217 t\nq Q0 b 2 16777216 t\n", 1 / 2.0},
      {"q Q0 a 1 16777218 t\nq Q0 b 2 16777216 t\n", 1},
      {"q Q0 a 1 0.123456789 t\nq Q0 b 2 0.123456788 t\n", 1 / 2.0},
      {"q Q0 a 1 1e-3 t\nq Q0 b 2 -5 t\n", 1},
  };
  for (const Case& c : cases) {
    std::istringstream in(c.run);
    const ReadRun read = read_run(in);
    REQUIRE(read.refused.empty());
    const QueryFigures figures = evaluate_query({{"a", 1}}, read.run.at("q"));
    CHECK_MESSAGE(figures.value(Measure::kMrr) == doctest::Approx(c.reciprocal_rank), c.run);
  }
}

TEST_CASE("means are over all queries, also those without hits") {
  const Qrels qrels = {{"q1", judged("a 1")}, {"q2", judged("a 1 b 2")}, {"q3", judged("a 0")}};
  const RankedRun run = {{"q1", in_order("a b")}, {"q3", in_order("b")}, {"q9", in_order("a")}};
  const Evaluation all = evaluate(qrels, run, {"q1", "q2", "q3"});
  REQUIRE(all.queries.size() == 3);
  CHECK(all.mean.value(Measure::kMap) == doctest::Approx(1 / 3.0));
  CHECK(all.mean.retrieved == 3);
  CHECK(all.mean.relevant == 3);
  CHECK(all.mean.relevant_retrieved == 1);
  CHECK(all.queries[1].relevant == 2);
  const Evaluation answered = evaluate(qrels, run, {"q1", "q3"});
  CHECK(answered.mean.value(Measure::kMap) == doctest::Approx(1 / 2.0));
}

TEST_CASE("lines of qrels that cannot be used are told") {
  std::istringstream in(
      "\xEF\xBB\xBFq1 0 a 2\r\n# a comment\n\nq1\tb\t0\n  q1  Q0  c  -1  \n"
      "q1 0 a 1\nq1 a\nq1 0 d zwei\nq1 0 d 1.5\nq1 0 e 1 more\nquery-id corpus-id score\n"
      "q2 0 a +1\nq2 0 b 99999999999");
  const ReadQrels read = read_qrels(in);
  const Qrels expected = {{"q1", {{"a", 2}, {"b", 0}, {"c", -1}}}, {"q2", {{"a", 1}}}};
  CHECK(read.qrels == expected);
  const std::string form = ", not of the form qid iteration id grade, nor qid id grade\n";
  CHECK(told(read.refused) ==
        "6: 'a' is judged before for query 'q1'\n"
        "7: 2 columns" +
            form +
            "8: the grade is no whole number: 'zwei'\n"
            "9: the grade is no whole number: '1.5'\n"
            "10: 5 columns" +
            form +
            "11: the grade is no whole number: 'score'\n"
            "13: the grade is no whole number: '99999999999'\n");
}

TEST_CASE("lines of a run that cannot be used are told") {
  std::istringstream in(
      "q1 Q0 a 1 2.5 tag\nq1 Q0 a 2 2.4 tag\nq2 Q0 a 1 1 tag with words\nq1 Q0 b 2 2\n"
      "q1 Q0 b 2 much tag\nq1 Q0 b 2 nan tag\nq1 Q0 b 2 1e99 tag\n");
  const ReadRun read = read_run(in);
  CHECK(read.run.at("q1").size() == 1);
  CHECK(read.run.at("q2").size() == 1);
  CHECK(told(read.refused) ==
        "2: 'a' stands before for query 'q1'\n"
        "4: 5 columns, not of the form qid Q0 id rank score tag\n"
        "5: the score is no number that can be used: 'much'\n"
        "6: the score is no number that can be used: 'nan'\n"
        "7: the score is no number that can be used: '1e99'\n");
}

TEST_CASE("p of few queries is exact") {
  struct Case {
    const char* what;
    std::vector<double> run;
    std::vector<double> baseline;
    double mean;
    double p;
    std::string queries;  // better, same, worse
  };
  const std::vector<Case> cases = {
      {"all better: two of eight", {.4, .5, .6}, {.1, .4, .4}, .2, .25, "3 0 0"},
      {"all worse", {.1, .4, .4}, {.4, .5, .6}, -.2, .25, "0 0 3"},
      {"the same runs", {.1, .4}, {.1, .4}, 0, 1, "0 2 0"},
      {"even", {.5, .2}, {.2, .5}, 0, 1, "1 0 1"},
      {"sums .2 and .4 either way", {.5, .2}, {.2, .3}, .1, 1, "1 0 1"},
      // |sum| 5, 1, 1, 3 and their opposites, of 3, 1, 1: only 5 is as large as 5
      {"equal queries change nothing", {.3, .1, .1, .7}, {0, 0, 0, .7}, .125, .25, "3 1 0"},
      // 2 + 1 - 1: sums 4, 2, 2, 0 either way; 4 and 2 are as large
      {"one against", {.2, .1, 0}, {0, 0, .1}, .2 / 3, .75, "2 0 1"},
      {"rounding is no difference", {.1 + .2, .5}, {.3, .4}, .05, 1, "1 1 0"},
  };
  for (const Case& c : cases) {
    const Difference found = difference(c.run, c.baseline);
    CHECK_MESSAGE(found.mean == doctest::Approx(c.mean), c.what);
    CHECK_MESSAGE(found.p == doctest::Approx(c.p), c.what);
    CHECK_MESSAGE(found.exact, c.what);
    CHECK_MESSAGE(fmt::format("{} {} {}", found.better, found.same, found.worse) == c.queries,
                  c.what);
  }
}

TEST_CASE("p of many queries comes near the exact one") {
  // Differences of one size leave how many are positive: a binomial distribution.
  for (const int positive : {100, 105, 110, 120}) {
    std::vector<double> run;
    for (int i = 0; i < 200; ++i) run.push_back(i < positive ? 1 : 0);
    std::vector<double> baseline;
    for (const double figure : run) baseline.push_back(1 - figure);
    double exact = 0;
    for (int k = 0; k <= 200; ++k)
      if (std::abs(k - 100) >= std::abs(positive - 100))
        exact += std::exp(std::lgamma(201) - std::lgamma(k + 1) - std::lgamma(201 - k) -
                          200 * std::log(2));
    const Difference found = difference(run, baseline);
    CHECK_FALSE(found.exact);
    CHECK_MESSAGE(std::abs(found.p - exact) < 0.005, positive << ": " << found.p << ", " << exact);
  }

  // What was observed counts as drawn: nine others less extreme leave one in ten.
  const Difference extreme = difference(std::vector<double>(40, 1), std::vector<double>(40, 0), 9);
  CHECK(extreme.p == doctest::Approx(0.1));

  std::mt19937 random(7);
  std::uniform_real_distribution<double> figure(0, 1);
  std::vector<double> run;
  std::vector<double> baseline;
  for (int i = 0; i < 20; ++i) {
    run.push_back(figure(random));
    baseline.push_back(figure(random) * .8);
  }
  const Difference all = difference(run, baseline, 1U << 20);
  const Difference drawn = difference(run, baseline, (1U << 20) - 1);
  CHECK(all.exact);
  CHECK_FALSE(drawn.exact);
  CHECK(std::abs(all.p - drawn.p) < 0.003);
  CHECK(drawn.p == difference(run, baseline, (1U << 20) - 1).p);
  CHECK(all.p > 0.01);
  CHECK(all.p < 0.99);
}
