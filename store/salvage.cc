#include "store/salvage.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <string_view>
#include <utility>

#include "newsidx/error.h"
#include "store/child.h"
#include "store/fields.h"
#include "store/fingerprint.h"
#include "store/glass/version_file.h"
#include "store/index_dir.h"
#include "store/metadata.h"
#include "store/terms.h"

namespace newsidx {
namespace {

// Until layout 5 metadata had no checksums.
constexpr int kFirstSealedLayout = 6;

// Damage may bring the child down at a document, but not at all of them: that would take hours.
constexpr int kMaxFalls = 1000;

// Seconds of the processor's time: reading takes a hundredth of that.
constexpr std::uint64_t kSeconds = 600;
constexpr std::uint64_t kBytesPerSecond = 500'000;

// Numbers of documents that are looked at: as many as the version file says, which may be damaged,
// but not more than there can be. Documents that were replaced leave gaps.
constexpr std::uint64_t kMoreDocuments = 1'000'000;
constexpr std::uint64_t kLeastRecordBytes = 8;
// The version file may say too few as well: where nothing has been for so long, nothing more is.
constexpr std::uint64_t kEmptyStretch = 1000;

std::uint64_t seconds_for(const std::filesystem::path& generation) {
  std::uint64_t bytes = 0;
  std::error_code error;
  for (std::filesystem::directory_iterator file(generation, error), end; !error && file != end;
       file.increment(error)) {
    std::error_code none;
    const std::uint64_t size = file->file_size(none);
    if (!none) bytes += size;
  }
  return kSeconds + bytes / kBytesPerSecond;
}

std::string words_of(const Xapian::Error& error) {
  return error.get_msg().empty() ? error.get_type() : error.get_msg();
}

// Calls action(), and returns what went wrong; empty: nothing.
std::string failure_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Xapian::Error& error) {
    return words_of(error);
  } catch (const std::exception& error) {
    return error.what();
  }
  return "";
}

// One thing after the other in a child, until read() returns false; where the child is brought
// down, another goes on with the next. `read` is called with the number of the thing, `heard` with
// what it told and `fell` with the number and why.
void read_each(std::uint64_t first, std::uint64_t end, std::uint64_t seconds,
               const std::function<bool(std::uint64_t number, const Tell& tell)>& read,
               const std::function<void(std::uint64_t number, std::string_view text)>& heard,
               const std::function<void(std::uint64_t number, const std::string& why)>& fell) {
  for (int falls = 0; first < end; ++falls) {
    std::uint64_t at = first;
    // A message without text: this thing is begun. What went before it was ended.
    const std::string why = run_in_child(
        [&](const Tell& tell) {
          for (std::uint64_t number = first; number < end; ++number) {
            if (number > first) tell("");
            if (!read(number, tell)) return;
          }
        },
        [&](std::string_view text) {
          if (text.empty())
            ++at;
          else
            heard(at, text);
        },
        seconds);
    if (why.empty()) return;
    if (falls == kMaxFalls) return fell(end, why);
    fell(at, why);
    first = at + 1;
  }
}

class Salvager {
 public:
  explicit Salvager(const std::filesystem::path& generation) : seconds_(seconds_for(generation)) {
    salvage_.generation = generation;
  }

  Salvage run() {
    read_settings();
    if (!salvage_.opened) return std::move(salvage_);
    read_manifest();
    read_records();
    return std::move(salvage_);
  }

 private:
  Xapian::Database open() const { return Xapian::Database(salvage_.generation.string()); }

  void trouble(const std::string& what, const std::string& why) {
    salvage_.troubles.push_back(fmt::format("{} cannot be read: {}", what, why));
  }

  std::string unsealed(const std::string& key, const std::string& value) const {
    return value.empty() || layout_ < kFirstSealedLayout ? value : unsealed_value(key, value);
  }

  // Of one key of the metadata.
  Salvage::Kept read_key(const std::string& key, const std::string& what, bool sealed = true) {
    Salvage::Kept kept;
    std::string why;
    const auto failed = [&](const std::string& reason) {
      kept.read = false;
      trouble(what, reason);
    };
    read_each(
        0, 1, seconds_,
        [&](std::uint64_t, const Tell& tell) {
          const std::string failure = failure_of([&] {
            const Xapian::Database database = open();
            std::string value = database.get_metadata(key);
            if (sealed) value = unsealed(key, value);
            tell("v" + value);
          });
          if (!failure.empty()) tell("x" + failure);
          return true;
        },
        [&](std::uint64_t, std::string_view text) {
          if (text.front() == 'v')
            kept.value = text.substr(1);
          else
            failed(std::string(text.substr(1)));
        },
        [&](std::uint64_t, const std::string& reason) { failed("it is met with " + reason); });
    return kept;
  }

  void read_settings() {
    std::string why;
    read_each(
        0, 1, seconds_,
        [&](std::uint64_t, const Tell& tell) {
          const std::string failure = failure_of([&] {
            if (glass::library_reads_this_format())
              for (const bool roots : {false, true})
                if (std::string wrong = glass::find_file_damage(salvage_.generation, roots);
                    !wrong.empty())
                  tell("n" + wrong);
            open();
          });
          if (!failure.empty()) tell("x" + failure);
          return true;
        },
        [&](std::uint64_t, std::string_view text) {
          if (text.front() == 'x')
            why = text.substr(1);
          else
            salvage_.troubles.emplace_back(text.substr(1));
        },
        [&](std::uint64_t, const std::string& reason) { why = reason; });
    if (!why.empty()) {
      salvage_.opened = salvage_.roots_read = salvage_.fingerprint.read = false;
      salvage_.model.read = salvage_.lexicon.read = false;
      return trouble("the old index", why);
    }
    salvage_.fingerprint = read_key(kFingerprintKey, "its fingerprint", false);
    if (salvage_.fingerprint.read) {
      try {
        layout_ = Fingerprint::parse(salvage_.fingerprint.value).layout;
      } catch (const Error& error) {
        if (error.code() == ErrorCode::kIo) {
          salvage_.fingerprint.read = false;
          trouble("its fingerprint", error.what());
        }
      }
      if (layout_ > kLayoutVersion)
        Fingerprint::parse(salvage_.fingerprint.value).require_usable(salvage_.generation.string());
    }
    salvage_.model = read_key(kModelKey, "its copy of the model");
    salvage_.lexicon = read_key(kLexiconKey, "its copy of the lexicon");
    const Salvage::Kept dictionary = read_key(kDictionaryKey, "the dictionary of its records");
    salvage_.dictionary = std::make_shared<const RecordDictionary>(dictionary.value);
    const Salvage::Kept roots = read_key(kRootsKey, "its list of folders");
    salvage_.roots_read = roots.read;
    try {
      salvage_.roots = parse_roots(roots.value);
    } catch (const Error& error) {
      salvage_.roots_read = false;
      trouble("its list of folders", error.what());
    }
  }

  void read_manifest() {
    std::uint64_t lost = 0;
    std::string why;
    read_each(
        0, 1, seconds_,
        [&](std::uint64_t, const Tell& tell) {
          const std::string failure = failure_of([&] {
            const Xapian::Database database = open();
            const auto end = database.metadata_keys_end(kFileKey);
            for (auto key = database.metadata_keys_begin(kFileKey); key != end; ++key) {
              const std::string bad =
                  failure_of([&] { tell("v" + unsealed(*key, database.get_metadata(*key))); });
              if (!bad.empty()) tell("b" + bad);
            }
          });
          if (!failure.empty()) tell("x" + failure);
          return true;
        },
        [&](std::uint64_t, std::string_view text) {
          const std::string value(text.substr(1));
          if (text.front() == 'x') return void(why = value);
          try {
            if (text.front() == 'v') return salvage_.entries.push_back(parse_entry(value));
          } catch (const Error&) {
            why = "an entry of another form";
          }
          ++lost;
          why = value;
        },
        [&](std::uint64_t, const std::string& reason) { why = reason; });
    if (why.empty()) return;
    trouble(lost > 0 ? fmt::format("{} entries of its list of files", lost)
                     : "a part of its list of files",
            why);
  }

  void read_records() {
    std::uint64_t last = 0;
    std::uint64_t count = 0;
    failure_of([&] {
      const Xapian::Database database = open();
      last = database.get_lastdocid();
      count = database.get_doccount();
    });
    std::error_code error;
    const std::uint64_t bytes =
        std::filesystem::file_size(glass::table_file(salvage_.generation, glass::kDocdata), error);
    const std::uint64_t most = kMoreDocuments + (error ? 0 : bytes / kLeastRecordBytes);
    std::uint64_t last_found = 0;

    Xapian::Database database;  // of the child
    bool is_open = false;
    std::map<Xapian::docid, std::string> ids;  // by their terms, once they are needed
    bool listed = false;
    RecordCodec codec(salvage_.dictionary);
    const auto read = [&](std::uint64_t number, const Tell& tell) {
      if (number > last && number > last_found + kEmptyStretch) return false;
      if (!std::exchange(is_open, true)) database = open();
      const auto docid = static_cast<Xapian::docid>(number);
      bool empty = false;
      const std::string failure = failure_of([&] {
        const std::string record =
            database.get_document(docid, Xapian::DOC_ASSUME_VALID).get_data();
        empty = record.empty();
        if (!empty) codec.decode(record);
      });
      const bool readable = failure.empty() && !empty;
      if (!readable && is_none(database, docid, empty)) return true;
      last_found = number;
      tell(readable ? "g" : "b");
      if (readable) return true;
      std::string id;
      failure_of([&] {
        id = database.get_document(docid, Xapian::DOC_ASSUME_VALID)
                 .get_value(field(FieldId::kId).slot);
      });
      if (id.empty() && !std::exchange(listed, true)) failure_of([&] { list_ids(database, ids); });
      if (const auto known = ids.find(docid); id.empty() && known != ids.end()) id = known->second;
      if (!id.empty()) tell("i" + id);
      return true;
    };
    std::uint64_t found = 0;
    const auto heard = [&](std::uint64_t number, std::string_view text) {
      if (text.front() == 'i') return void(salvage_.unreadable.back().id = text.substr(1));
      last_found = number;
      ++found;
      if (text.front() == 'b')
        return salvage_.unreadable.push_back({static_cast<Xapian::docid>(number), ""});
      salvage_.readable.resize(number + 1);
      salvage_.readable[number] = true;
    };
    const auto fell = [&](std::uint64_t number, const std::string& why) {
      listed = true;  // that may have been what brought it down
      if (number > most) {
        salvage_.complete = false;
        return trouble("the rest of its records", why);
      }
      const auto docid = static_cast<Xapian::docid>(number);
      if (!salvage_.unreadable.empty() && salvage_.unreadable.back().docid == docid) return;
      salvage_.unreadable.push_back({docid, ""});
      ++found;
    };
    read_each(1, most + 1, seconds_, read, heard, fell);
    if (found >= count) return;
    salvage_.complete = false;
    trouble(fmt::format("{} of its records", count - found), "they are not where they should be");
  }

  // Whether there is no such document: a number that was given up.
  static bool is_none(const Xapian::Database& database, Xapian::docid docid, bool empty) {
    try {
      database.get_doclength(docid);
      return false;
    } catch (const Xapian::DocNotFoundError&) {
      return true;
    } catch (const Xapian::Error&) {
      return empty;
    }
  }

  static void list_ids(const Xapian::Database& database,
                       std::map<Xapian::docid, std::string>& found) {
    const std::string prefix(field(FieldId::kId).term_prefix);
    for (auto term = database.allterms_begin(prefix); term != database.allterms_end(prefix); ++term)
      for (auto of = database.postlist_begin(*term); of != database.postlist_end(*term); ++of)
        found.try_emplace(*of, (*term).substr(prefix.size()));
  }

  const std::uint64_t seconds_;
  int layout_ = kLayoutVersion;
  Salvage salvage_;
};

}  // namespace

Salvage salvage_index(const std::filesystem::path& generation) {
  return Salvager(generation).run();
}

Article salvaged_article(const Xapian::Database& database, Xapian::docid docid,
                         RecordCodec& codec) {
  return codec.decode(database.get_document(docid, Xapian::DOC_ASSUME_VALID).get_data());
}

}  // namespace newsidx
