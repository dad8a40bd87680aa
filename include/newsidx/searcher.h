// Reading an index: ranked search, single articles, statistics.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "newsidx/analysis.h"
#include "newsidx/article.h"
#include "newsidx/date.h"
#include "newsidx/error.h"
#include "newsidx/explanation.h"
#include "newsidx/facets.h"
#include "newsidx/gaps.h"
#include "newsidx/message.h"
#include "newsidx/query_limits.h"
#include "newsidx/timeline.h"

namespace newsidx {

// By date, articles of one day stand by relevance. Those without a date come last under kNewest and
// are left out under kOldest.
enum class SortOrder { kRelevance, kNewest, kOldest };

// How much of each hit is wanted; each step costs more time.
enum class HitDetail {
  kId,        // id and score
  kSnippets,  // the article and the passages that match
};

struct SearchRequest {
  std::string query;  // in the language of docs/query-language.md
  // Whether an article must meet every word and phrase that no operator says otherwise of, each in
  // any of its forms and spellings, instead of at least one. Stop words count only in a query of
  // nothing else.
  bool match_all = false;
  std::uint32_t count = 10;
  std::uint32_t offset = 0;
  std::optional<Date> from;  // inclusive; articles without a date are left out when either is set
  std::optional<Date> to;    // inclusive
  SortOrder sort = SortOrder::kRelevance;
  // By relevance newer articles rank higher; after so many days what they gain for it is half
  // (searcher/ranking/recency.h). Ages are counted from today, or from the last article if that is
  // earlier, so that an archive that has ended has new articles too. At most kMaxHalfLife; 0: age
  // does not matter.
  std::uint32_t recency_half_life = 0;
  HitDetail detail = HitDetail::kSnippets;
  bool fold_copies = false;       // of near-copies only the best hit
  bool mend = true;               // mistyped words are looked up as the index has them
  bool explain = false;           // how the query was read, and where scores came from
  std::optional<Date> today;      // of today and last7d; else by the computer's clock
  std::vector<FacetKind> facets;  // counted over everything that matches
  // From the call to its return, whatever is asked for; over it the call throws TooMuch. 0: none.
  std::chrono::milliseconds time_limit = kDefaultTimeLimit;
};

// A stretch of an article's text, cut at word borders, with the words that match.
struct Passage {
  std::string text;
  std::size_t begin = 0;  // byte offset in Article::text
  // Byte offsets [first, second) in `text`, ascending, not overlapping.
  std::vector<std::pair<std::size_t, std::size_t>> marks;
  bool cut_before = false;  // words of the article precede
  bool cut_after = false;   // words of the article follow
};

struct Hit {
  std::string id;
  double score = 0;  // of relevance, under every order; comparable within one result only
  Article article;   // with HitDetail::kSnippets; `raw` and `extra` are left empty
  std::vector<Passage> passages;
  std::vector<std::pair<std::size_t, std::size_t>>
      title_marks;                     // as Passage::marks, in article.title
  std::uint64_t copies = 0;            // near-copies of it in the index, whether or not they match
  std::vector<ScorePart> score_parts;  // with SearchRequest::explain; heaviest first
};

// A mistyped word, and what was looked up in its place: one word, or two that were run together. Or
// a phrase that no article has, quotes and all, and its words.
struct Mending {
  std::string typed;
  std::string looked_up;
  bool phrase = false;
};

struct SearchResult {
  std::vector<Hit> hits;
  // How many articles match: exact while total_is_exact, else Xapian's estimate.
  std::uint64_t total = 0;
  bool total_is_exact = true;
  // What of the query was read otherwise than it might have been meant.
  std::vector<Message> notes;
  std::vector<Mending> mendings;
  std::optional<QueryExplanation> explanation;  // with SearchRequest::explain
  FacetCounts facets;                           // those of SearchRequest::facets
};

// Of the articles that match, those that were wanted.
struct Selection {
  std::vector<std::string> ids;  // of all of them, in the order of the request
  std::vector<Hit> hits;         // the first SearchRequest::count of them
  bool query_has_words = false;  // it asks for something
  std::vector<Message> notes;    // as SearchResult::notes
};

// Articles that say almost the same, the oldest first; those without a date last.
struct CopyGroup {
  struct Member {
    std::string id;
    std::string title;
    std::optional<Date> date;
    std::string source;
  };
  std::vector<Member> members;  // two at least
};

struct SourceCount {
  std::string source;  // empty: articles that state none
  std::uint64_t articles = 0;
};

struct IndexStatistics {
  std::uint64_t articles = 0;
  std::uint64_t undated = 0;
  std::optional<Date> first;  // of the dated articles
  std::optional<Date> last;
  std::vector<std::pair<int, std::uint64_t>> years;  // ascending
  std::vector<SourceCount> sources;                  // most articles first
  double average_terms = 0;                          // mean length of an article in index terms
  std::uint64_t disk_bytes = 0;
  std::string generation;   // the folder that is current, such as gen-0001
  std::string fingerprint;  // the analyzer that made the index
};

struct RelatedRequest;  // newsidx/related.h
struct RelatedResult;
struct EntityRequest;  // newsidx/entity.h
struct EntityProfile;
struct ArticleDetails;

// Reads one index. A call sees one committed state throughout, the newest when it began: each looks
// for a newer one first (some stat(2), whatever the index's size), and runs again from the start
// when its state goes meanwhile. A newer state is taken over whole or not at all: where it cannot
// be opened, as with a list of aliases that is broken, calls go on with the one before as long as
// that can be read, and refresh() tells why. Not thread-safe: one a thread.
class Searcher {
 public:
  // Throws Error: kNotFound (no index there), kConfiguration (made by another analyzer), kIo.
  explicit Searcher(const std::filesystem::path& index_dir);
  ~Searcher();
  Searcher(const Searcher&) = delete;
  Searcher& operator=(const Searcher&) = delete;

  // Takes over a newer state now, and lets the files of the one before go; whether there was one.
  // Throws as the constructor, and everything is as before then.
  bool refresh();

  // Throws Error(kUsage) for a query that cannot be understood, with the place in it;
  // TooMuch, which is one of these as well, for a query that asks for more than is searched at
  // once, and when the time limit is over; and Error(kIo) when the index cannot be read.
  SearchResult search(const SearchRequest& request);

  // Every match that `wanted` accepts, however many there are; SearchRequest::offset does not
  // matter. `wanted` may be asked about an id again, as the search may run again. Throws as
  // search().
  Selection select(const SearchRequest& request,
                   const std::function<bool(const std::string& id)>& wanted);

  // These three go by the request's query, match_all, from and to. An empty query is for every
  // article; they throw as search().

  // How many articles match, exactly, near-copies each. What is to be noted about the query goes to
  // `notes`, if given.
  std::uint64_t count(const SearchRequest& request, std::vector<Message>* notes = nullptr);

  FacetCounts facets(const SearchRequest& request, const std::vector<FacetKind>& kinds);

  // Without a step, by days, months or years so that the rows are few.
  Timeline timeline(const SearchRequest& request, std::optional<TimelineStep> step = {});

  // What else the archive has about a story; nothing when it has no article of the id. Throws
  // Error(kInputRefused) for a text that cannot be read, TooMuch and Error(kIo).
  std::optional<RelatedResult> related(const RelatedRequest& request);

  // Who or what is called so; nothing when the index has no such name. Throws Error(kUsage) for a
  // name longer than a query may be, TooMuch and Error(kIo).
  std::optional<EntityProfile> entity(const EntityRequest& request);

  // What the last of the calls above took, also of one that threw.
  const WorkDone& last_work() const;

  // Found anew in the article's text, which need not be in the index.
  ArticleDetails details(const Article& article);

  // The article of that id, whole.
  std::optional<Article> get(const std::string& id);

  IndexStatistics statistics();

  // All groups of near-copies, the latest first print first.
  std::vector<CopyGroup> duplicates();

  ArchiveGaps gaps();

 private:
  struct State;
  struct Session;
  std::unique_ptr<Session> session_;
};

}  // namespace newsidx
