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
#include "store/archive.h"
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

// What reads texts, made for one fingerprint: the states of a searcher share it.
struct TextTools {
  explicit TextTools(const Archive& archive)
      : fingerprint(archive.fingerprint()),
        analyzer(archive.fingerprint().stemmer, archive.resources()) {}

  Fingerprint fingerprint;
  Analyzer analyzer;
  std::optional<NameFinder> names;  // these two are made when first needed
  std::shared_ptr<const TopicVocabulary> topics;
};

// One committed state of the archive, with all that goes by it. Made whole or not at all.
struct Searcher::State {
  // With the tools of the state before, if they fit.
  State(const std::filesystem::path& index_dir, const std::shared_ptr<TextTools>& before)
      : archive(index_dir),
        tools(before && before->fingerprint == archive.fingerprint()
                  ? before
                  : std::make_shared<TextTools>(archive)),
        aliases(AliasTable::with_own(archive.alias_list(), (index_dir / kAliasFile).string())) {}

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
  Hit hit_of(Xapian::docid document, double score, HitDetail detail, const SoughtUnits& sought);
  SearchResult search(const SearchRequest& request, QueryWork& work);
  std::optional<RelatedResult> related(const RelatedRequest& request, QueryWork& work);
  std::optional<EntityProfile> entity(const EntityRequest& request, QueryWork& work);
  ArticleDetails details(const Article& article);
  Selection select(const SearchRequest& request,
                   const std::function<bool(const std::string&)>& wanted, QueryWork& work);

  Archive archive;
  const Xapian::Database& database = archive.database();
  std::shared_ptr<TextTools> tools;
  Analyzer& analyzer = tools->analyzer;
  std::shared_ptr<const AliasTable> aliases;  // with the archive's own
  std::optional<WordScorer> scorer;           // of `database`, made when first needed
  std::optional<bool> local;  // whether all of `database` is on this machine, once known
};

// What a searcher holds from call to call: the state it searches, until there is a newer one.
struct Searcher::Session {
  explicit Session(const std::filesystem::path& dir)
      : index_dir(dir),
        state(translating(dir, [&] { return std::make_unique<State>(dir, nullptr); })) {}

  // How often a search is run again because a writer committed meanwhile. A reader loses a revision
  // only after two commits, so even under a busy writer a few tries are enough.
  static constexpr int kMaxTries = 20;

  // All or nothing: where the newer state cannot be opened, the state stays as it was.
  void reopen() { state = std::make_unique<State>(index_dir, state->tools); }

  bool refresh() {
    if (state->archive.is_current()) return false;
    translating(index_dir, [&] { reopen(); });
    return true;
  }

  // Runs action(state) on the newest state of the index, from the beginning again when that state
  // goes meanwhile.
  template <typename Action>
  auto reading(Action&& action) {
    try {
      refresh();
    } catch (const Error&) {
      // What was opened is searched as long as it can be read; refresh() tells why.
    }
    return translating(index_dir, [&] {
      for (int tries = 1;; ++tries) {
        try {
          return action(*state);
        } catch (const Xapian::DatabaseModifiedError& error) {
          refuse_unmodified(state->archive.is_committed_state(), error);
          if (tries == kMaxTries) throw;
        } catch (const Xapian::DatabaseError&) {  // its files or blocks went with their state
          if (tries == kMaxTries || state->archive.is_committed_state()) throw;
        } catch (const Error& error) {  // a record, or metadata, that seems damaged
          if (error.code() != ErrorCode::kIo || tries == kMaxTries ||
              state->archive.is_committed_state())
            throw;
        }
        reopen();
      }
    });
  }

  // The same within the bounds of a request, which count anew for each try; the time does not.
  template <typename Action>
  auto reading_within(QueryWork& work, Action&& action) {
    const KeepWork keep{work, last_work};
    return reading([&](State& of) {
      work.done = {};
      if (!of.local) of.local = !has_remote_parts(of.database);
      work.set_local(*of.local);
      return action(of);
    });
  }

  std::filesystem::path index_dir;
  std::unique_ptr<State> state;
  WorkDone last_work;  // of the last request
};

}  // namespace newsidx
