#include "store/index_dir.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>

#include "store/atomic_file.h"
#include "store/glass/version_file.h"
#include "store/metadata.h"
#include "store/xapian_errors.h"

namespace newsidx {
namespace {

namespace fs = std::filesystem;

constexpr const char* kCurrent = "current";
constexpr const char* kLock = "lock";
constexpr const char* kBuilding = "building";
constexpr const char* kGenerationPrefix = "gen-";
constexpr const char* kStubType =
    "auto ";  // Xapian's stub syntax: a database of any format, by path
// How often a reader opens the index again because a writer replaced the generation meanwhile.
constexpr int kMaxTries = 100;

std::string system_reason() { return std::strerror(errno); }

std::string generation_name(unsigned long number) {
  return fmt::format("{}{:04}", kGenerationPrefix, number);
}

// 0 for what is no name of a generation.
unsigned long generation_number(const std::string& name) {
  const std::size_t prefix = std::strlen(kGenerationPrefix);
  if (!name.starts_with(kGenerationPrefix) || name.size() == prefix ||
      name.find_first_not_of("0123456789", prefix) != std::string::npos)
    return 0;
  return std::strtoul(name.c_str() + prefix, nullptr, 10);
}

void remove_tree(const fs::path& path) {
  std::error_code error;
  fs::remove_all(path, error);
  if (error)
    throw Error(ErrorCode::kIo, path.string() + ": cannot be removed: " + error.message(),
                "mend its permissions, or remove it by hand");
}

Error no_index(const fs::path& index_dir) {
  return {ErrorCode::kNotFound, index_dir.string() + ": there is no newsidx index here",
          "make one with newsidx add, or name another with --index"};
}

// The index was made with the model that another version of the program ships.
Error other_model(const fs::path& index_dir, const std::string& model) {
  return {ErrorCode::kConfiguration,
          index_dir.string() + ": made with the stemmer's model " + model +
              ", which this program does not have (it has " +
              MorphologyModel::shipped()->checksum() + ")",
          "newsidx reindex --full takes it over with this program's model"};
}

// Xapian opens some files only when they are needed, and takes some that are missing for empty.
void require_files(const fs::path& generation) {
  if (!glass::library_reads_this_format()) return;
  if (const std::string wrong = glass::find_file_damage(generation, false); !wrong.empty())
    throw Xapian::DatabaseCorruptError(wrong);
}

}  // namespace

IndexSettings read_settings(const Xapian::Database& database, const fs::path& index_dir) {
  IndexSettings settings;
  Fingerprint& fingerprint = settings.fingerprint;
  fingerprint = Fingerprint::parse(database.get_metadata(kFingerprintKey));
  fingerprint.require_usable(index_dir.string());
  if (!fingerprint.model.empty() && fingerprint.model != MorphologyModel::shipped()->checksum()) {
    const std::string copy = read_metadata(database, kModelKey);
    if (copy.empty()) throw other_model(index_dir, fingerprint.model);
    settings.resources.model =
        MorphologyModel::own(copy, index_dir.string() + ": its copy of the model");
  }
  if (!fingerprint.lexicon.empty())
    settings.resources.overrides = StemOverrides::parse(
        read_metadata(database, kLexiconKey), index_dir.string() + ": its copy of the lexicon");
  settings.dictionary =
      std::make_shared<const RecordDictionary>(read_metadata(database, kDictionaryKey));
  return settings;
}

bool has_index(const fs::path& index_dir) {
  std::error_code ignored;
  return fs::is_regular_file(index_dir / kCurrent, ignored);
}

void prepare_index_dir(const fs::path& index_dir) {
  std::error_code error;
  if (has_index(index_dir)) return;
  fs::create_directories(index_dir, error);
  if (error) throw cannot_create(index_dir, error.message());
  for (fs::directory_iterator entry(index_dir, error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    // What a run that was stopped while it made the index leaves behind.
    if (name == kLock || name == kBuilding || name.starts_with(kGenerationPrefix) ||
        name.starts_with(kCurrent))
      continue;
    throw Error(ErrorCode::kCannotCreate,
                index_dir.string() + ": is no newsidx index and holds other files, such as " + name,
                "choose an empty or a new folder with --index");
  }
  if (error) throw cannot_create(index_dir, error.message());
}

void write_settings(Xapian::WritableDatabase& database, const IndexSettings& settings) {
  const Fingerprint& fingerprint = settings.fingerprint;
  database.set_metadata(kFingerprintKey, fingerprint.sealed_text());
  if (!fingerprint.model.empty() && settings.resources.model)
    write_metadata(database, kModelKey, settings.resources.model->bytes());
  if (!fingerprint.lexicon.empty())
    write_metadata(database, kLexiconKey, settings.resources.overrides->text());
  if (settings.dictionary) write_metadata(database, kDictionaryKey, settings.dictionary->bytes());
}

void create_index(const fs::path& index_dir, const IndexSettings& settings) {
  const std::string generation = generation_name(1);
  translating(index_dir, [&] {
    Xapian::WritableDatabase database((index_dir / generation).string(),
                                      Xapian::DB_CREATE_OR_OVERWRITE);
    write_settings(database, settings);
    database.commit();
    database.close();
  });
  replace_file(index_dir / kCurrent, kStubType + generation + "\n");
}

std::string current_generation(const fs::path& index_dir) {
  errno = 0;
  std::ifstream stub(index_dir / kCurrent);
  if (!stub && errno == EACCES)
    throw Error(ErrorCode::kIo, index_dir.string() + ": cannot be read: " + system_reason(),
                "mend its permissions");
  if (!has_index(index_dir)) throw no_index(index_dir);
  std::string line;
  std::getline(stub, line);
  if (!stub || !line.starts_with(kStubType + std::string(kGenerationPrefix)))
    throw Error(ErrorCode::kIo, (index_dir / kCurrent).string() + ": does not name a generation",
                "the index is damaged: restore it, or add the articles to a new one");
  return line.substr(std::strlen(kStubType));
}

std::string committed_state(const fs::path& index_dir) {
  std::string state = current_generation(index_dir);
  // Which blocks are the database's: Xapian puts another in its place with every commit.
  const fs::path file = index_dir / state / "iamglass";
  std::error_code error;
  if (!fs::is_regular_file(file, error)) return state;  // whoever opens the index tells of it
  std::ifstream version(file, std::ios::binary);
  state.append(std::istreambuf_iterator<char>(version), {});
  return state;
}

Xapian::Database open_for_reading(const fs::path& index_dir, IndexSettings& settings) {
  return translating(index_dir, [&] {
    for (int tries = 1;; ++tries) {
      const std::string generation = current_generation(index_dir);
      const std::string before = committed_state(index_dir);
      // Two commits later blocks are used again, and look damaged to who still reads the first.
      const auto changed = [&] {
        return tries < kMaxTries && committed_state(index_dir) != before;
      };
      try {
        require_files(index_dir / generation);
        Xapian::Database database((index_dir / generation).string());
        settings = read_settings(database, index_dir);
        // A generation that is still in use once it is open has not been removed meanwhile: Xapian
        // takes some missing files for empty ones.
        if (tries == kMaxTries || current_generation(index_dir) == generation) return database;
      } catch (const Xapian::DatabaseModifiedError& error) {
        refuse_unmodified(committed_state(index_dir) == before, error);
        if (!changed()) throw;
      } catch (const Xapian::DatabaseError&) {
        if (!changed()) throw;
      } catch (const Error&) {
        if (!changed()) throw;
      }
    }
  });
}

Xapian::WritableDatabase open_for_writing(const fs::path& index_dir, IndexSettings& settings) {
  const std::string generation = current_generation(index_dir);
  return translating_alone(index_dir, [&] {
    require_files(index_dir / generation);
    Xapian::WritableDatabase database((index_dir / generation).string(), Xapian::DB_OPEN);
    settings = read_settings(database, index_dir);
    return database;
  });
}

std::vector<std::string> list_generations(const fs::path& index_dir) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(index_dir))
    if (const std::string name = entry.path().filename().string(); generation_number(name) > 0)
      names.push_back(name);
  std::sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
    return generation_number(a) < generation_number(b);
  });
  return names;
}

std::uint64_t disk_usage(const fs::path& index_dir) {
  std::uint64_t bytes = 0;
  std::error_code error;
  for (const std::string& generation : list_generations(index_dir))
    for (fs::directory_iterator entry(index_dir / generation, error), end; !error && entry != end;
         entry.increment(error)) {
      std::error_code gone;
      const std::uint64_t size = entry->is_regular_file(gone) ? entry->file_size(gone) : 0;
      if (!gone) bytes += size;
    }
  return bytes;
}

fs::path building_dir(const fs::path& index_dir) { return index_dir / kBuilding; }

fs::path begin_building(const fs::path& index_dir) {
  fs::path building = building_dir(index_dir);
  remove_tree(building);
  std::error_code error;
  fs::create_directory(building, error);
  if (error) throw cannot_create(building, error.message());
  return building;
}

std::string publish_generation(const fs::path& index_dir, const fs::path& built) {
  const std::vector<std::string> names = list_generations(index_dir);
  std::string name = generation_name(generation_number(names.back()) + 1);
  sync_folder(built);
  std::error_code error;
  fs::rename(built, index_dir / name, error);
  if (error)
    throw Error(ErrorCode::kIo, built.string() + ": cannot be renamed: " + error.message(),
                "mend the permissions of the index's folder");
  // Syncs the folder as well, with the new generation's name in it.
  replace_file(index_dir / kCurrent, kStubType + name + "\n");
  remove_tree(index_dir / kBuilding);
  return name;
}

void remove_leftovers(const fs::path& index_dir) {
  remove_tree(index_dir / kBuilding);
  const unsigned long current = generation_number(current_generation(index_dir));
  for (const std::string& name : list_generations(index_dir))
    if (generation_number(name) > current) remove_tree(index_dir / name);
}

void remove_generation(const fs::path& index_dir, const std::string& generation) {
  remove_tree(index_dir / generation);
}

void remove_old_generations(const fs::path& index_dir, std::size_t keep) {
  const std::string current = current_generation(index_dir);
  std::vector<std::string> names = list_generations(index_dir);
  std::erase(names, current);
  for (std::size_t i = 0; i + keep < names.size(); ++i) remove_tree(index_dir / names[i]);
}

}  // namespace newsidx
