// Writing an index: adding and removing articles.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "newsidx/analysis.h"
#include "newsidx/date.h"
#include "newsidx/error.h"

namespace newsidx {

enum class InputFormat {
  kAuto,       // by the file's name, else by its beginning: '{' begins JSON Lines
  kPlainText,  // one article a file, optionally headed by ` date YYYY-MM-DD `
  kJsonLines,  // one article a line
};

// Remembered with an archive's folders by their numbers: a new one comes last.
inline constexpr int kInputFormats = 3;

struct InputFormatName {
  InputFormat format;
  std::string name;  // as --input has it
};

// All of them, kAuto first.
std::vector<InputFormatName> input_formats();

// Which links are followed that lie in folders. A path that is named itself always is.
enum class FollowLinks {
  kNo,
  kInside,    // those that lead to what lies in a folder, or is a file, of the request
  kAnywhere,  // wherever they lead
};

struct AddRequest {
  std::vector<std::string> paths;  // files, folders (read recursively), "-" for standard input
  // Not said: kNo; of a root that is remembered already, as it was.
  std::optional<FollowLinks> follow;
  InputFormat format = InputFormat::kAuto;
  std::optional<Date> date;         // for articles that state none
  std::string source;               // for articles that state none
  bool source_from_folder = false;  // the name of the file's folder, for articles that state none
  std::vector<std::string> leave_out;  // names of JSON fields to read as if they were not there
  std::uint64_t max_article_bytes = 10'000'000;
};

// One article or file that was not taken, or was taken with a change worth telling.
struct Notice {
  std::string place;  // path, or path:line
  std::string text;   // what, and where it helps what to do
};

inline constexpr std::size_t kMaxNamed = 100;

struct AddReport {
  std::uint64_t added = 0;
  std::uint64_t replaced = 0;  // articles whose id was in the index already
  // Articles that were read and are in the index just so, or (reindex) are taken from a later file.
  std::uint64_t unchanged = 0;
  std::uint64_t refused = 0;
  // Articles under an id that another article of the run has; of each id one is taken: the last
  // that has a date of its own, else the last.
  std::uint64_t repeated = 0;
  std::vector<Notice> replaced_in_run;  // of these, the first kMaxNamed that were taken
  // Articles without a date of their own that were not taken, as another of that id has one.
  std::uint64_t undated_copies = 0;
  std::uint64_t missing_paths = 0;     // paths of the request that do not exist
  std::uint64_t skipped_files = 0;     // files of folders that are of no known kind
  std::uint64_t compressed_files = 0;  // of these: compressed, by their names
  std::uint64_t links_left_out = 0;    // links in folders that were not followed
  std::uint64_t dated_by_file = 0;     // articles dated by their file's modification time
  std::uint64_t undated = 0;
  std::uint64_t converted = 0;  // articles that came in another encoding than UTF-8
  std::uint64_t repaired = 0;   // articles with control codes or bytes mended
  std::uint64_t bytes = 0;      // read
  bool stopped = false;         // before the end, as IndexerOptions::stop asked
  std::chrono::duration<double> elapsed{0};
};

struct AddProgress {
  std::uint64_t articles = 0;
  std::uint64_t bytes_done = 0;
  std::uint64_t bytes_total = 0;  // 0: not known (standard input)
};

// Called as things happen, from the thread that called Indexer::add.
struct AddObserver {
  std::function<void(const Notice&)> refused;
  std::function<void(const Notice&)> note;
  // What a folder holds that is no file, and was passed over: a link, a pipe, a device.
  std::function<void(const Notice&)> left_out;
  std::function<void(const AddProgress&)> progress;
};

struct ReindexRequest {
  // paths: the archive's folders and files (roots), which the index remembers together with how
  // they are read; none: those it remembers.
  AddRequest reading;
  std::vector<std::string> forget;  // roots to remember no longer; their articles are removed
  bool full = false;                // read everything, into a new generation
  double max_delete = 10;  // percent of the archive's articles that may be gone, else the run stops
  std::size_t keep = 1;    // generations to keep behind a new one (full)
};

struct ReindexReport {
  AddReport articles;
  std::uint64_t removed = 0;  // articles
  std::uint64_t carried = 0;  // full: articles that no root holds, taken over
  // full: articles of a damaged index that could not be read, and are in none of the files. Each is
  // told to the observer as refused.
  std::uint64_t lost = 0;
  std::string kept_generation;  // full: the one that has the lost articles; empty: none are lost
  std::uint64_t files = 0;      // found
  std::uint64_t files_read = 0;
  std::uint64_t files_moved = 0;
  std::uint64_t files_gone = 0;
  // Roots remembered before there was a choice of links, in which some were followed.
  std::uint64_t undecided_roots = 0;
  bool full = false;
};

struct IndexerOptions {
  StemmerChoice stemmer;
  // Whether an index that is made now knows whom and what articles name, and their topics. One that
  // was made without stays without.
  bool names = true;
  unsigned jobs = 0;         // threads that build; 0: one a core
  std::uint64_t memory = 0;  // bytes, about; 0: a quarter of the machine's, at most 1 GB
  // Articles. So many new ones, or as many as there were when that is more, are committed before
  // the run goes on: a run that is killed loses no more.
  std::uint64_t commit_every = 100'000;
  // Nothing but reindex() of a full run follows: the index may be damaged, or made by an older
  // layout or another analyzer.
  bool rebuild = false;
  std::chrono::seconds lock_wait{0};  // for another writer to end
  std::function<bool()> stop;         // true: end early, with what is whole committed
};

// Holds the index's write lock while it lives. Not thread-safe; one at a time an index.
class Indexer {
 public:
  // Opens the index for writing, and makes it when there is none. Throws Error: kCannotCreate (the
  // folder cannot be made, or holds something else), kBusy (another writer), kIo, kConfiguration
  // (made by another analyzer, or with another stemmer than the options ask for; not a model),
  // kNotFound and kInputRefused (the model or the lexicon cannot be read).
  explicit Indexer(const std::filesystem::path& index_dir, const IndexerOptions& options = {});
  ~Indexer();
  Indexer(const Indexer&) = delete;
  Indexer& operator=(const Indexer&) = delete;

  // Reads the inputs and adds their articles, an article of a known id in the place of the old one,
  // but none without a date of its own in the place of one that has one.
  // What cannot be used is told to the observer and counted; the run goes on. Commits at the end,
  // and before when there are a great many. Throws Error(kIo) when the index cannot be written: it
  // is then as last committed.
  AddReport add(const AddRequest& request, std::istream& standard_input,
                const AddObserver& observer);

  // Removes these articles and commits; returns the ids that were not there.
  std::vector<std::string> remove(const std::vector<std::string>& ids);

  // Makes the index what the archive is: reads what is new or changed, removes what is gone. Throws
  // Error: kNotFound (no root is known, or one named does not exist), kInputRefused (more is gone
  // than max_delete; nothing was removed, and what was committed in between is told), kIo. A full
  // run that fails or is stopped leaves the index as it was; it builds from the files whatever
  // state that is in (IndexerOptions::rebuild), and takes over what can still be read of it. An
  // article that several files hold is taken from the last of them that states a date, else the
  // last: the roots in the order they were first named, in each the folders' files by name.
  ReindexReport reindex(const ReindexRequest& request, const AddObserver& observer);

  // Writes the index anew without gaps, as a new generation.
  void compact();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace newsidx
