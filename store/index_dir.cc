#include "store/index_dir.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

#include "store/atomic_file.h"
#include "store/xapian_errors.h"

namespace newsidx {
namespace {

namespace fs = std::filesystem;

constexpr const char* kCurrent = "current";
constexpr const char* kLock = "lock";
constexpr const char* kGenerationPrefix = "gen-";
constexpr const char* kStubType =
    "auto ";  // Xapian's stub syntax: a database of any format, by path
constexpr const char* kFingerprintKey = "newsidx.fingerprint";
constexpr const char* kModelKey = "newsidx.model";
constexpr const char* kLexiconKey = "newsidx.lexicon";

std::string system_reason() { return std::strerror(errno); }

Error cannot_create(const fs::path& path, const std::string& reason) {
  return {ErrorCode::kCannotCreate, path.string() + ": cannot be created: " + reason,
          "choose another place with --index, or mend its permissions"};
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
          "make it anew: newsidx add --index " + index_dir.string() +
              ".new PATH…, then move it into place"};
}

IndexSettings read_settings(const Xapian::Database& database, const fs::path& index_dir) {
  IndexSettings settings;
  Fingerprint& fingerprint = settings.fingerprint;
  fingerprint = Fingerprint::parse(database.get_metadata(kFingerprintKey));
  fingerprint.require_usable(index_dir.string());
  if (!fingerprint.model.empty() && fingerprint.model != MorphologyModel::shipped()->checksum()) {
    const std::string copy = database.get_metadata(kModelKey);
    if (copy.empty()) throw other_model(index_dir, fingerprint.model);
    settings.resources.model =
        MorphologyModel::own(copy, index_dir.string() + ": its copy of the model");
  }
  if (!fingerprint.lexicon.empty())
    settings.resources.overrides = StemOverrides::parse(
        database.get_metadata(kLexiconKey), index_dir.string() + ": its copy of the lexicon");
  return settings;
}

}  // namespace

WriteLock::WriteLock(const fs::path& index_dir) {
  const fs::path path = index_dir / kLock;
  file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (file_ < 0) throw cannot_create(path, system_reason());
  if (::flock(file_, LOCK_EX | LOCK_NB) == 0) return;
  const bool busy = errno == EWOULDBLOCK;
  const std::string reason = system_reason();
  ::close(file_);
  if (busy)
    throw Error(ErrorCode::kBusy, index_dir.string() + ": another newsidx is writing this index",
                "try again when it has ended");
  throw Error(ErrorCode::kIo, path.string() + ": cannot be locked: " + reason);
}

WriteLock::~WriteLock() { ::close(file_); }

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
    if (name == kLock || name.starts_with(kGenerationPrefix) || name.starts_with(kCurrent))
      continue;
    throw Error(ErrorCode::kCannotCreate,
                index_dir.string() + ": is no newsidx index and holds other files, such as " + name,
                "choose an empty or a new folder with --index");
  }
  if (error) throw cannot_create(index_dir, error.message());
}

void create_index(const fs::path& index_dir, StemmerKind stemmer,
                  const StemmerResources& resources) {
  const Fingerprint fingerprint = Fingerprint::of_program(stemmer, resources);
  const std::string generation = std::string(kGenerationPrefix) + "0001";
  translating(index_dir, [&] {
    Xapian::WritableDatabase database((index_dir / generation).string(),
                                      Xapian::DB_CREATE_OR_OVERWRITE);
    database.set_metadata(kFingerprintKey, fingerprint.text());
    if (!fingerprint.model.empty() && resources.model)
      database.set_metadata(kModelKey, std::string(resources.model->bytes()));
    if (!fingerprint.lexicon.empty())
      database.set_metadata(kLexiconKey, resources.overrides->text());
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

Xapian::Database open_for_reading(const fs::path& index_dir, IndexSettings& settings) {
  current_generation(index_dir);
  return translating(index_dir, [&] {
    Xapian::Database database((index_dir / kCurrent).string());
    settings = read_settings(database, index_dir);
    return database;
  });
}

Xapian::WritableDatabase open_for_writing(const fs::path& index_dir, IndexSettings& settings) {
  const std::string generation = current_generation(index_dir);
  return translating(index_dir, [&] {
    Xapian::WritableDatabase database((index_dir / generation).string(), Xapian::DB_OPEN);
    settings = read_settings(database, index_dir);
    return database;
  });
}

}  // namespace newsidx
