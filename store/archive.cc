#include "store/archive.h"

#include <algorithm>
#include <map>
#include <utility>

#include "newsidx/error.h"
#include "store/copy_table.h"
#include "text/whole_file.h"

namespace newsidx {
namespace {

namespace fs = std::filesystem;

Error made_differently(const fs::path& part, const Fingerprint& made, const fs::path& first,
                       const Fingerprint& wanted) {
  return {ErrorCode::kConfiguration,
          part.string() + ": made with " + made.text() + ", but " + first.string() + " with " +
              wanted.text(),
          "make one of them anew, or leave it out"};
}

}  // namespace

std::string read_alias_list(const fs::path& index_dir) {
  const fs::path file = index_dir / kAliasFile;
  std::error_code error;
  if (!fs::exists(fs::symlink_status(file, error))) return {};
  return require_own_file(file, kMaxAliasFileBytes, Links::kFollowed,
                          "mend its permissions, or remove it");
}

Archive::Part::Part(const fs::path& dir)
    : index_dir(dir),
      files(dir),
      committed(committed_state(dir)),
      database(open_for_reading(dir, settings)),
      codec(settings.dictionary) {}

Archive::Archive(const fs::path& index_dir) : Archive(std::vector{index_dir}) {}

Archive::Archive(const std::vector<fs::path>& index_dirs)
    : alias_file_(index_dirs.front() / kAliasFile),
      alias_list_(read_alias_list(index_dirs.front())) {
  for (const fs::path& dir : index_dirs) {
    parts_.push_back(std::make_unique<Part>(dir));
    const Part& part = *parts_.back();
    if (part.settings.fingerprint != fingerprint())
      throw made_differently(dir, part.settings.fingerprint, index_dirs.front(), fingerprint());
  }
  // Of one part its database itself: a database that joins one would be opened another way.
  if (parts_.size() == 1)
    database_ = parts_.front()->database;
  else
    for (const auto& part : parts_) database_.add_database(part->database);
}

bool Archive::is_current() const {
  return alias_file_.is_same() && std::all_of(parts_.begin(), parts_.end(), [](const auto& part) {
           return part->files.are_same();
         });
}

bool Archive::is_committed_state() const {
  return std::all_of(parts_.begin(), parts_.end(), [](const auto& part) {
    return committed_state(part->index_dir) == part->committed;
  });
}

Article Archive::article(Xapian::docid document, RecordParts wanted) const {
  Part& part = *parts_[part_of(document)];
  return part.codec.decode(part.database.get_document(number_in_part(document)).get_data(), wanted);
}

std::vector<LongForm> Archive::long_forms(const std::string& acronym) const {
  std::vector<LongForm> forms;
  for (const auto& part : parts_)
    for (LongForm& form : find_long_forms(part->database, acronym)) {
      const auto known = std::find_if(forms.begin(), forms.end(), [&](const LongForm& other) {
        return other.stems == form.stems;
      });
      if (known == forms.end())
        forms.push_back(std::move(form));
      else
        known->count += form.count;
    }
  std::stable_sort(forms.begin(), forms.end(),
                   [](const LongForm& a, const LongForm& b) { return a.count > b.count; });
  return forms;
}

std::vector<std::string> Archive::acronyms(const std::vector<std::string>& stems) const {
  std::vector<CountedAcronym> counted;
  for (const auto& part : parts_)
    for (CountedAcronym& found : find_acronyms(part->database, stems)) {
      const auto known =
          std::find_if(counted.begin(), counted.end(),
                       [&](const CountedAcronym& other) { return other.acronym == found.acronym; });
      if (known == counted.end())
        counted.push_back(std::move(found));
      else
        known->count += found.count;
    }
  std::stable_sort(counted.begin(), counted.end(),
                   [](const auto& a, const auto& b) { return a.count > b.count; });
  std::vector<std::string> acronyms;
  acronyms.reserve(counted.size());
  for (CountedAcronym& found : counted) acronyms.push_back(std::move(found.acronym));
  return acronyms;
}

std::vector<Xapian::docid> Archive::joined_numbers(std::size_t part,
                                                   std::vector<Xapian::docid> documents) const {
  for (Xapian::docid& document : documents)
    document = static_cast<Xapian::docid>((document - 1) * parts_.size() + part + 1);
  return documents;
}

std::vector<Xapian::docid> Archive::copies(Xapian::docid document, const std::string& group) const {
  const std::size_t part = part_of(document);
  return joined_numbers(part, find_members(parts_[part]->database, group));
}

std::vector<std::vector<Xapian::docid>> Archive::copy_groups() const {
  std::vector<std::vector<Xapian::docid>> groups;
  for (std::size_t part = 0; part < parts_.size(); ++part)
    for (const std::string& group : list_groups(parts_[part]->database))
      groups.push_back(joined_numbers(part, find_members(parts_[part]->database, group)));
  return groups;
}

}  // namespace newsidx
