// An opened archive: what readers of an index are given.
#pragma once

#include <xapian.h>

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "newsidx/article.h"
#include "store/acronym_table.h"
#include "store/committed_files.h"
#include "store/index_dir.h"
#include "store/record.h"

namespace newsidx {

// The file in an index's folder that holds the owner's list of aliases.
inline constexpr std::string_view kAliasFile = "aliases.tsv";
inline constexpr std::size_t kMaxAliasFileBytes = 64UL << 20U;

// The bytes of that file; empty when there is none. Throws Error(kIo).
std::string read_alias_list(const std::filesystem::path& index_dir);

// One committed state of an index, or of several (parts) that are searched as one. It stays as it
// was opened; who wants a newer state opens the archive anew. Documents have the numbers of the
// joined database. Metadata, records and copy groups are each part's own: a joined database would
// ask the first part alone. Not thread-safe: one a thread. What reads throws as Xapian does, and
// Error(kIo) for a record or metadata that is damaged.
class Archive {
 public:
  // Opens what is committed. Throws Error: kNotFound (no index there), kConfiguration (made by
  // another analyzer, or parts that were made differently), kIo.
  explicit Archive(const std::filesystem::path& index_dir);
  // Parts, in the order that numbers their documents; one at least. Aliases are those of the first.
  explicit Archive(const std::vector<std::filesystem::path>& index_dirs);

  // All parts as one, for what Xapian itself can ask of all of them: postings, positions, values,
  // documents.
  const Xapian::Database& database() const { return database_; }
  std::size_t parts() const { return parts_.size(); }

  // The same of all parts.
  const Fingerprint& fingerprint() const { return parts_.front()->settings.fingerprint; }
  const StemmerResources& resources() const { return parts_.front()->settings.resources; }

  // Whether every part is in the state that was opened, and the list of aliases the one that was
  // read. A few stat(2), no matter how large the archive is.
  bool is_current() const;

  // The same by what the files hold, so that another state is told from files written anew.
  bool is_committed_state() const;

  // The owner's list of aliases as it was when the archive was opened.
  const std::string& alias_list() const { return alias_list_; }

  // The article of a document.
  Article article(Xapian::docid document, RecordParts wanted = RecordParts::kWhole) const;

  // What an acronym (folded) stands for by any part, the most often explained first.
  std::vector<LongForm> long_forms(const std::string& acronym) const;
  // The acronyms of these folded stems by any part, the most often explained first.
  std::vector<std::string> acronyms(const std::vector<std::string>& stems) const;

  // The documents of a group of near-copies, which is one of the part that `document` is of: those
  // that are in it now.
  std::vector<Xapian::docid> copies(Xapian::docid document, const std::string& group) const;
  // Of every group that has any, of part after part.
  std::vector<std::vector<Xapian::docid>> copy_groups() const;

 private:
  struct Part {
    explicit Part(const std::filesystem::path& index_dir);

    std::filesystem::path index_dir;
    CommittedFiles files;   // before the database is opened, so that no commit goes unseen
    std::string committed;  // or a state before, when it was replaced while it was opened
    IndexSettings settings;
    Xapian::Database database;
    RecordCodec codec;
  };

  // Xapian numbers the documents of joined databases in turn.
  std::size_t part_of(Xapian::docid document) const { return (document - 1) % parts_.size(); }
  Xapian::docid number_in_part(Xapian::docid document) const {
    return static_cast<Xapian::docid>((document - 1) / parts_.size()) + 1;
  }
  std::vector<Xapian::docid> joined_numbers(std::size_t part,
                                            std::vector<Xapian::docid> documents) const;

  std::vector<std::unique_ptr<Part>> parts_;
  Xapian::Database database_;
  FileIdentity alias_file_;
  std::string alias_list_;
};

}  // namespace newsidx
