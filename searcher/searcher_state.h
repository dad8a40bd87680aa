// What a Searcher holds open, for the sources of searcher/ that answer its questions.
#pragma once

#include <xapian.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "entities/names/name_finder.h"
#include "entities/topics/topic_vocabulary.h"
#include "newsidx/entity.h"
#include "newsidx/searcher.h"
#include "searcher/matching/bounded_match.h"
#include "searcher/plan/query_plan.h"
#include "searcher/query/query_work.h"
#include "searcher/ranking/ranked_matches.h"
#include "searcher/ranking/word_scores.h"
#include "searcher/results/snippet.h"
#include "store/index_dir.h"
#include "store/record.h"
#include "store/xapian_errors.h"
#include "text/analyzer.h"

namespace newsidx {

// Keeps what a request took, however it ends.
struct KeepWork {
  const QueryWork& work;
  WorkDone& kept;
  ~KeepWork() { kept = work.done; }
};

// The sum, or the largest number there is.
inline Xapian::doccount up_to(std::uint32_t offset, std::uint32_t count) {
  constexpr std::uint64_t kLargest = std::numeric_limits<Xapian::doccount>::max();
  return static_cast<Xapian::doccount>(std::min(std::uint64_t{offset} + count, kLargest));
}

struct Searcher::State {
  explicit State(const std::filesystem::path& dir)
      : index_dir(dir),
        committed(committed_state(dir)),
        database(open_for_reading(dir, settings)),
        codec(settings.dictionary),
        analyzer(settings.fingerprint.stemmer, settings.resources),
        aliases(AliasTable::load(dir)) {}

  // How often a search is run again because a writer committed meanwhile. A reader loses a revision
  // only after two commits, so even under a busy writer a few tries are enough.
  static constexpr int kMaxTries = 20;

  // Runs action() on one state of the index, from the beginning again when that state is gone.
  template <typename Action>
  auto reading(Action&& action) {
    return translating(index_dir, [&] {
      for (int tries = 1;; ++tries) {
        try {
          return action();
        } catch (const Xapian::DatabaseModifiedError& error) {
          refuse_unmodified(committed_state(index_dir) == committed, error);
          if (tries == kMaxTries) throw;
          reopen();
        } catch (const Xapian::DatabaseError&) {  // its files or blocks went with their state
          if (tries == kMaxTries || committed_state(index_dir) == committed) throw;
          reopen();
        } catch (const Error& error) {  // a record, or metadata, that seems damaged
          if (error.code() != ErrorCode::kIo || tries == kMaxTries ||
              committed_state(index_dir) == committed)
            throw;
          reopen();
        }
      }
    });
  }

  // The same within the bounds of a request, which count anew for each try; the time does not.
  template <typename Action>
  auto reading_within(QueryWork& work, Action&& action) {
    const KeepWork keep{work, last_work};
    return reading([&] {
      work.done = {};
      if (!local) local = !has_remote_parts(database);
      work.set_local(*local);
      return action();
    });
  }

  void reopen() {
    const Fingerprint before = settings.fingerprint;
    committed = committed_state(index_dir);
    database = open_for_reading(index_dir, settings);
    scorer.reset();
    local.reset();
    codec = RecordCodec(settings.dictionary);
    aliases = AliasTable::load(index_dir);
    if (settings.fingerprint == before) return;
    analyzer = Analyzer(settings.fingerprint.stemmer, settings.resources);
    topics.reset();
  }

  ParsedQuery parsed(const SearchRequest& request);
  // The query with its mistyped words mended as far as the request wants it, and which.
  ParsedQuery mended(const SearchRequest& request, const ParsedQuery& typed,
                     std::vector<Mending>& mendings, QueryWork& work);
  QueryPlan planned(const SearchRequest& request, const ParsedQuery& parsed, QueryWork& work);
  // Of the request's query, mended; of every article, within the dates, when it is empty.
  QueryPlan planned(const SearchRequest& request, QueryWork& work);
  // The first stage: at least `wanted` matches, best first, when there are so many.
  struct Matches {
    std::vector<RankedMatch> best;
    std::uint64_t total = 0;
    bool total_is_exact = true;
  };
  Matches match(const SearchRequest& request, const QueryPlan& plan, Xapian::doccount wanted,
                QueryWork& work);
  Xapian::Enquire enquire(const SearchRequest& request, const QueryPlan& plan) const;
  std::vector<SoughtWord> sought_words_of(const SearchRequest& request,
                                          const QueryPlan& plan) const;
  Hit hit_of(const Xapian::Document& document, double score, HitDetail detail,
             const SoughtUnits& sought);
  SearchResult search(const SearchRequest& request, const ParsedQuery& typed, QueryWork& work);
  std::optional<RelatedResult> related(const RelatedRequest& request, QueryWork& work);
  std::optional<EntityProfile> entity(const EntityRequest& request, QueryWork& work);
  ArticleDetails details(const Article& article);
  Selection select(const SearchRequest& request, const ParsedQuery& parsed,
                   const std::function<bool(const std::string&)>& wanted, QueryWork& work);

  std::filesystem::path index_dir;
  IndexSettings settings;
  std::string committed;  // or a state before, when it was replaced while it was opened
  Xapian::Database database;
  std::optional<bool> local;         // whether all of `database` is on this machine, once known
  WorkDone last_work;                // of the last request
  std::optional<WordScorer> scorer;  // of `database`, made when first needed
  RecordCodec codec;
  Analyzer analyzer;
  std::optional<NameFinder> names;  // these two are made when first needed
  std::shared_ptr<const TopicVocabulary> topics;
  std::shared_ptr<const AliasTable> aliases;  // as they were when the index was last opened
};

}  // namespace newsidx
