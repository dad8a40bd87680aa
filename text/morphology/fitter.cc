#include "text/morphology/fitter.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "text/morphology/found_roots.h"
#include "text/morphology/morphology.h"

namespace newsidx {
namespace {

using Kind = RootSpec::Kind;

// Pseudo-counts of a root before any word is seen: one from the lists is trusted, one that was only
// met in the texts must earn its place.
constexpr double kListedPrior = 0.3;
constexpr double kNamePrior = 0.02;
constexpr double kFoundPrior = 0.005;
// A found root that explains less than this many words is dropped; a listed one is kept, and costs
// as if it explained so much.
constexpr double kMinFoundCount = 0.5;
constexpr double kMinListedCount = 0.3;
// Of a suffix behind another.
constexpr double kSuffixPrior = 0.1;
// Smaller shares of a word are not worth counting.
constexpr double kNegligible = 1e-6;

// d/dx log Gamma(x), for x > 0; recurrence to 6, then the asymptotic series (Abramowitz & Stegun,
// 6.3.18).
double digamma(double x) {
  double sum = 0;
  for (; x < 6; ++x) sum -= 1 / x;
  const double square = 1 / (x * x);
  return sum + std::log(x) - 0.5 / x - square * (1.0 / 12 - square * (1.0 / 120 - square / 252));
}

Cost to_cost(double probability) {
  const double cost = -std::log(probability) * kCostUnit;
  return static_cast<Cost>(std::clamp(cost + 0.5, 0.0, static_cast<double>(kMaxCost)));
}

RootClass class_of(Kind kind) {
  switch (kind) {
    case Kind::kVerb:
      return RootClass::kVerb;
    case Kind::kName:
      return RootClass::kName;
    case Kind::kWhole:
    case Kind::kClosed:
    case Kind::kForm:
      return RootClass::kWhole;
    case Kind::kNoun:
    case Kind::kCompound:
      break;
  }
  return RootClass::kNoun;
}

bool is_free(Kind kind) { return kind == Kind::kClosed || kind == Kind::kForm; }

// A model of these allomorphs in which all costs are equal, to enumerate analyses with.
std::shared_ptr<const MorphologyModel> draft_model(const std::vector<Allomorph>& allomorphs) {
  return MorphologyModel::own(build_model(allomorphs, Transitions()), "the draft of the model");
}

// A word's analyses in the flat form that the passes run over.
struct Corpus {
  std::vector<std::uint32_t> first_reading{0};  // of word w: readings [w, w + 1)
  std::vector<std::uint32_t> root;              // of a reading
  std::vector<std::uint32_t> first_step{0};     // of reading r: steps [r, r + 1)
  std::vector<std::uint16_t> step;              // row * columns + column of the transitions

  std::size_t words() const { return first_reading.size() - 1; }
};

class Readings : public PathSink {
 public:
  Readings(const MorphologyModel& model, const std::vector<std::uint32_t>& root_of_entry,
           Corpus& corpus)
      : model_(model), root_of_entry_(root_of_entry), corpus_(corpus) {}

  int found(const MorphPath& path) override {
    std::vector<std::uint32_t> key = {root_of_entry_[model_.index_of(*path.entry)]};
    key.insert(key.end(), path.suffixes.begin(),
               path.suffixes.begin() + static_cast<std::ptrdiff_t>(path.depth));
    if (!seen_.insert(std::move(key)).second) return kNoBound;
    const std::size_t columns = suffix_tags().size() + 1;
    std::size_t row = Transitions::row_of(path.entry->root_class());
    for (std::size_t i = 0; i < path.depth; ++i) {
      corpus_.step.push_back(static_cast<std::uint16_t>(row * columns + path.suffixes[i]));
      row = Transitions::row_of_suffix(path.suffixes[i]);
    }
    corpus_.step.push_back(static_cast<std::uint16_t>(row * columns + columns - 1));
    corpus_.first_step.push_back(static_cast<std::uint32_t>(corpus_.step.size()));
    corpus_.root.push_back(root_of_entry_[model_.index_of(*path.entry)]);
    return kNoBound;
  }

  // Whether the word had any reading.
  bool end_word() {
    seen_.clear();
    if (corpus_.root.size() == corpus_.first_reading.back()) return false;
    corpus_.first_reading.push_back(static_cast<std::uint32_t>(corpus_.root.size()));
    return true;
  }

 private:
  const MorphologyModel& model_;
  const std::vector<std::uint32_t>& root_of_entry_;
  Corpus& corpus_;
  std::set<std::vector<std::uint32_t>> seen_;
};

// What the passes estimate.
struct Estimate {
  std::vector<double> root;        // probability of a root
  std::vector<double> step;        // probability of a transition
  std::vector<double> root_count;  // expected number of words of a root
};

double run_pass(const Corpus& corpus, const std::vector<double>& prior, std::size_t columns,
                bool first, Estimate& estimate) {
  std::vector<double> roots(estimate.root.size(), 0.0);
  std::vector<double> steps(estimate.step.size(), 0.0);
  std::vector<double> share;
  double log_likelihood = 0;
  for (std::size_t w = 0; w < corpus.words(); ++w) {
    const std::uint32_t begin = corpus.first_reading[w];
    const std::uint32_t end = corpus.first_reading[w + 1];
    share.assign(end - begin, 0.0);
    double total = 0;
    for (std::uint32_t r = begin; r < end; ++r) {
      const std::uint32_t from = corpus.first_step[r];
      const std::uint32_t to = corpus.first_step[r + 1];
      double p = 0;
      if (first) {  // nothing is known yet but that fewer suffixes are likelier
        p = 1.0 / (to - from + 1);
      } else {
        p = estimate.root[corpus.root[r]];
        for (std::uint32_t s = from; s < to; ++s) p *= estimate.step[corpus.step[s]];
      }
      share[r - begin] = p;
      total += p;
    }
    if (total <= 0) continue;
    log_likelihood += std::log(total);
    for (std::uint32_t r = begin; r < end; ++r) {
      const double part = share[r - begin] / total;
      if (part < kNegligible) continue;
      roots[corpus.root[r]] += part;
      for (std::uint32_t s = corpus.first_step[r]; s < corpus.first_step[r + 1]; ++s)
        steps[corpus.step[s]] += part;
    }
  }
  double all = 0;
  for (std::size_t i = 0; i < roots.size(); ++i) all += roots[i] + prior[i];
  const double norm = digamma(all);
  for (std::size_t i = 0; i < roots.size(); ++i)
    estimate.root[i] = std::exp(std::max(-60.0, digamma(roots[i] + prior[i]) - norm));
  for (std::size_t row = 0; row * columns < steps.size(); ++row) {
    double sum = 0;
    for (std::size_t c = 0; c < columns; ++c) sum += steps[row * columns + c];
    for (std::size_t c = 0; c < columns; ++c)
      estimate.step[row * columns + c] = (steps[row * columns + c] + kSuffixPrior) /
                                         (sum + kSuffixPrior * static_cast<double>(columns));
  }
  estimate.root_count = std::move(roots);
  return log_likelihood;
}

}  // namespace

FittedModel fit_to_words(const std::vector<RootSpec>& listed, const WordCounts& words,
                         const FitOptions& options) {
  FittedModel report;
  std::vector<RootSpec> specs = listed;
  const std::vector<RootSpec> found = found_roots(listed, words, options.min_root_count);
  specs.insert(specs.end(), found.begin(), found.end());

  // Roots of one citation and class are one root. Closed words and forms are free: they always win.
  std::map<std::pair<std::string, RootClass>, std::uint32_t> root_index;
  std::vector<std::vector<Allomorph>> allomorphs;
  std::vector<double> prior;
  std::vector<Allomorph> free;
  std::vector<bool> is_listed;
  for (const RootSpec& spec : specs) {
    std::vector<Allomorph> expanded;
    append_allomorphs(spec, expanded);
    if (is_free(spec.kind)) {
      free.insert(free.end(), expanded.begin(), expanded.end());
      continue;
    }
    const auto [place, added] = root_index.emplace(std::pair(spec.word, class_of(spec.kind)),
                                                   static_cast<std::uint32_t>(allomorphs.size()));
    if (added) {
      allomorphs.emplace_back();
      const bool is_found = spec.kind == Kind::kName || spec.either;
      is_listed.push_back(!is_found);
      prior.push_back(spec.kind == Kind::kName ? kNamePrior
                      : is_found               ? kFoundPrior
                                               : kListedPrior);
    }
    auto& all = allomorphs[place->second];
    all.insert(all.end(), expanded.begin(), expanded.end());
  }
  std::set<std::string> closed;
  for (const Allomorph& allomorph : free) closed.insert(allomorph.surface);

  // Every analysis that any of them allows, by a model in which all cost the same.
  std::vector<Allomorph> everything;
  for (const auto& group : allomorphs)
    everything.insert(everything.end(), group.begin(), group.end());
  const std::shared_ptr<const MorphologyModel> model = draft_model(everything);
  std::vector<std::uint32_t> root_of_entry(model->entry_count());
  model->for_each_entry([&](const std::string& surface, const RootEntry& entry) {
    root_of_entry[model->index_of(entry)] =
        root_index.at({std::string(model->citation(entry, surface)), entry.root_class()});
  });

  Corpus corpus;
  const Morphology morphology(model);
  Readings readings(*model, root_of_entry, corpus);
  std::vector<std::string> sorted;
  for (const auto& [word, count] : words.counts())
    if (count.total >= options.min_count) sorted.push_back(word);
  std::sort(sorted.begin(), sorted.end());
  for (const std::string& word : sorted) {
    LetterWord letters;
    if (!encode_word(word, letters) || closed.contains(std::string(letters.key(letters.size))))
      continue;
    morphology.search(letters, kNoBound, readings);
    if (!readings.end_word()) ++report.unread;
  }
  report.words = corpus.words();

  Transitions transitions;
  Estimate estimate;
  estimate.root.assign(allomorphs.size(), 0.0);
  estimate.step.assign(transitions.costs().size(), 0.0);
  double log_likelihood = 0;
  for (int pass = 0; pass < options.passes; ++pass)
    log_likelihood = run_pass(corpus, prior, transitions.columns(), pass == 0, estimate);
  report.nats_per_word =
      -log_likelihood / static_cast<double>(std::max<std::size_t>(1, corpus.words()));

  std::vector<Allomorph> kept = free;
  double total = 0;
  for (std::size_t i = 0; i < allomorphs.size(); ++i) total += estimate.root_count[i] + prior[i];
  for (std::size_t i = 0; i < allomorphs.size(); ++i) {
    if (!is_listed[i] && estimate.root_count[i] < kMinFoundCount) continue;
    ++(is_listed[i] ? report.listed : report.found);
    const double p =
        is_listed[i] ? std::max(estimate.root[i], kMinListedCount / total) : estimate.root[i];
    for (Allomorph& allomorph : allomorphs[i]) {
      allomorph.cost = to_cost(p);
      kept.push_back(std::move(allomorph));
    }
  }
  for (std::size_t row = 0; row < transitions.rows(); ++row)
    for (std::size_t column = 0; column < transitions.columns(); ++column)
      transitions.at(row, column) = to_cost(estimate.step[row * transitions.columns() + column]);
  const std::vector<Allomorph> names = names_to_keep(
      Morphology(MorphologyModel::own(build_model(kept, transitions), "the model")), words);
  kept.insert(kept.end(), names.begin(), names.end());
  // They take suffixes as well: Adana, Adanada.
  for (Allomorph name : names) {
    name.root_class = RootClass::kName;
    name.state = State::kNoun;
    name.bound = Bound::kAnywhere;
    name.cost = to_cost(kMinListedCount / total);
    kept.push_back(std::move(name));
  }
  report.bytes = build_model(std::move(kept), transitions);
  return report;
}

}  // namespace newsidx
