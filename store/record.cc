#include "store/record.h"

#include <xxhash.h>
#include <zdict.h>
#include <zstd.h>

#include <cstdint>
#include <mutex>
#include <new>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "newsidx/error.h"
#include "store/fields.h"
#include "store/read_json.h"

namespace newsidx {
namespace {

using Json = nlohmann::json;

constexpr int kRecordVersion = 1;

// The first byte of a record. Its checksum (XXH3 of all that follows), the article's digest, each
// as eight bytes with the lowest first, and the zstd frame follow. No flipped bit makes one form of
// another.
constexpr char kAlone = 'R';
constexpr char kWithDictionary = 'D';
constexpr std::size_t kNumberBytes = 8;
constexpr std::size_t kDigestAt = 1 + kNumberBytes;
constexpr std::size_t kFrameAt = kDigestAt + kNumberBytes;
// Of layout 5 and before: the zstd frame follows at once.
constexpr char kOldAlone = 1;
constexpr char kOldWithDictionary = 2;

// Figures in docs/performance.md: what each level and size of dictionary costs and saves.
constexpr int kLevel = 5;
constexpr std::size_t kDictionaryBytes = 256 << 10;
constexpr std::size_t kSampleBytes = 8 << 20;
constexpr std::size_t kMinSamples = 200;
// A block of a zstd frame has three bytes at least, and gives 128 KB at most (RFC 8878, 3.1.1.2): a
// frame that promises more is damaged, and not tried.
constexpr unsigned long long kBlockHeadBytes = 3;
constexpr unsigned long long kMaxBlockBytes = 128 << 10;

std::string key(FieldId id) { return std::string(field(id).name); }

void put(Json& record, FieldId id, const std::string& value) {
  if (!value.empty()) record[key(id)] = value;
}

std::string take(Json& record, FieldId id) {
  const auto found = record.find(key(id));
  return found == record.end() ? std::string() : std::move(found->get_ref<std::string&>());
}

Error damaged(const std::string& what) {
  return {ErrorCode::kIo, "an article's record cannot be read: " + what,
          "the index is damaged: newsidx reindex --full builds it anew from the archive's files"};
}

Article unpack_article(std::string_view data, RecordParts parts) {
  try {
    Json record = read_msgpack(data);
    Article article;
    article.id = take(record, FieldId::kId);
    article.title = take(record, FieldId::kTitle);
    article.date = parse_date(take(record, FieldId::kDate));
    article.source = take(record, FieldId::kSource);
    article.author = take(record, FieldId::kAuthor);
    article.section = take(record, FieldId::kSection);
    article.url = take(record, FieldId::kUrl);
    article.path = take(record, FieldId::kPath);
    article.text = take(record, FieldId::kText);
    article.title_from_text = record.value("title_from_text", false);
    article.date_from_file = record.value("date_from_file", false);
    if (parts == RecordParts::kWhole) {
      if (const auto raw = record.find("text_raw"); raw != record.end()) {
        const Json::binary_t& bytes = raw->get_binary();
        article.raw.assign(bytes.begin(), bytes.end());
      }
      if (const auto extra = record.find("extra"); extra != record.end())
        article.extra = extra->get<std::map<std::string, std::string>>();
    }
    return article;
  } catch (const Json::exception& error) {
    throw damaged(error.what());
  }
}

void put_number(std::string& data, std::size_t at, std::uint64_t number) {
  for (std::size_t i = 0; i < kNumberBytes; ++i) data[at + i] = static_cast<char>(number >> 8 * i);
}

std::uint64_t number_at(std::string_view data, std::size_t at) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < kNumberBytes; ++i)
    number |= std::uint64_t{static_cast<unsigned char>(data[at + i])} << 8 * i;
  return number;
}

bool is_sealed(std::string_view record) {
  return record.size() >= kFrameAt &&
         (record.front() == kAlone || record.front() == kWithDictionary);
}

std::uint64_t checksum_of(std::string_view record) {
  return XXH3_64bits_withSeed(record.data() + kDigestAt, record.size() - kDigestAt,
                              static_cast<unsigned char>(record.front()));
}

struct FreeZstd {
  void operator()(ZSTD_CDict* dictionary) const { ZSTD_freeCDict(dictionary); }
  void operator()(ZSTD_DDict* dictionary) const { ZSTD_freeDDict(dictionary); }
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

}  // namespace

struct RecordDictionary::Tables {
  std::unique_ptr<ZSTD_DDict, FreeZstd> decompress;
  // Made when the first record is written: a search has no use for it.
  std::unique_ptr<ZSTD_CDict, FreeZstd> compress;
  std::once_flag compress_made;
};

struct RecordCodec::Contexts {
  std::unique_ptr<ZSTD_CCtx, FreeZstd> compress;
  std::unique_ptr<ZSTD_DCtx, FreeZstd> decompress;
};

RecordDictionary::RecordDictionary(std::string bytes)
    : bytes_(std::move(bytes)), tables_(std::make_unique<Tables>()) {
  if (bytes_.empty()) return;
  tables_->decompress.reset(ZSTD_createDDict(bytes_.data(), bytes_.size()));
  if (!tables_->decompress) throw damaged("its dictionary is none");
}

RecordDictionary::~RecordDictionary() = default;

std::shared_ptr<const RecordDictionary> RecordDictionary::train(
    const std::vector<Article>& articles) {
  std::string samples;
  std::vector<std::size_t> sizes;
  for (const Article& article : articles) {
    if (samples.size() >= kSampleBytes) break;
    const std::string packed = pack_article(article);
    sizes.push_back(packed.size());
    samples += packed;
  }
  std::string bytes(kDictionaryBytes, '\0');
  const std::size_t size =
      sizes.size() < kMinSamples
          ? 0
          : ZDICT_trainFromBuffer(bytes.data(), bytes.size(), samples.data(), sizes.data(),
                                  static_cast<unsigned>(sizes.size()));
  bytes.resize(ZDICT_isError(size) ? 0 : size);
  return std::make_shared<const RecordDictionary>(std::move(bytes));
}

RecordCodec::RecordCodec(std::shared_ptr<const RecordDictionary> dictionary)
    : dictionary_(std::move(dictionary)), contexts_(std::make_unique<Contexts>()) {}

RecordCodec::~RecordCodec() = default;
RecordCodec::RecordCodec(RecordCodec&&) noexcept = default;
RecordCodec& RecordCodec::operator=(RecordCodec&&) noexcept = default;

std::string RecordCodec::encode(const Article& article) {
  if (!contexts_->compress) contexts_->compress.reset(ZSTD_createCCtx());
  const std::string packed = pack_article(article);
  const ZSTD_CDict* dictionary = nullptr;
  if (dictionary_ && !dictionary_->bytes().empty()) {
    RecordDictionary::Tables& tables = *dictionary_->tables_;
    std::call_once(tables.compress_made, [&] {
      const std::string& bytes = dictionary_->bytes();
      tables.compress.reset(ZSTD_createCDict(bytes.data(), bytes.size(), kLevel));
    });
    dictionary = tables.compress.get();
  }
  std::string data(kFrameAt + ZSTD_compressBound(packed.size()), '\0');
  data.front() = dictionary ? kWithDictionary : kAlone;
  char* const frame = data.data() + kFrameAt;
  const std::size_t room = data.size() - kFrameAt;
  ZSTD_CCtx* context = contexts_->compress.get();
  const std::size_t size =
      dictionary
          ? ZSTD_compress_usingCDict(context, frame, room, packed.data(), packed.size(), dictionary)
          : ZSTD_compressCCtx(context, frame, room, packed.data(), packed.size(), kLevel);
  if (ZSTD_isError(size)) throw std::bad_alloc();
  data.resize(kFrameAt + size);
  seal_record(data, 0);
  return data;
}

Article RecordCodec::decode(std::string_view data, RecordParts parts) {
  if (data.empty()) throw damaged("it is empty");
  const bool sealed = is_sealed(data);
  if (sealed && number_at(data, 1) != checksum_of(data))
    throw damaged("it is not as it was written");
  const bool alone = data.front() == kAlone || data.front() == kOldAlone;
  if (!sealed && data.front() != kOldAlone && data.front() != kOldWithDictionary)
    throw damaged("it is of an unknown form");
  const ZSTD_DDict* dictionary = dictionary_ ? dictionary_->tables_->decompress.get() : nullptr;
  if (!alone && dictionary == nullptr) throw damaged("its dictionary is missing");
  data.remove_prefix(sealed ? kFrameAt : 1);
  if (!contexts_->decompress) contexts_->decompress.reset(ZSTD_createDCtx());
  const unsigned long long size = ZSTD_getFrameContentSize(data.data(), data.size());
  if (size > (data.size() / kBlockHeadBytes + 1) * kMaxBlockBytes)
    throw damaged("its size cannot be right");
  std::string packed(size, '\0');
  const std::size_t got =
      alone ? ZSTD_decompressDCtx(contexts_->decompress.get(), packed.data(), packed.size(),
                                  data.data(), data.size())
            : ZSTD_decompress_usingDDict(contexts_->decompress.get(), packed.data(), packed.size(),
                                         data.data(), data.size(), dictionary);
  if (ZSTD_isError(got)) throw damaged(ZSTD_getErrorName(got));
  if (got != size) throw damaged("it ends early");
  return unpack_article(packed, parts);
}

void seal_record(std::string& record, std::uint64_t digest) {
  put_number(record, kDigestAt, digest);
  put_number(record, 1, checksum_of(record));
}

std::optional<std::uint64_t> digest_in(std::string_view record) {
  if (!is_sealed(record)) return std::nullopt;
  return number_at(record, kDigestAt);
}

std::string pack_article(const Article& article) {
  Json record = {{"v", kRecordVersion}};
  put(record, FieldId::kId, article.id);
  put(record, FieldId::kTitle, article.title);
  if (article.date) put(record, FieldId::kDate, format_date(*article.date));
  put(record, FieldId::kSource, article.source);
  put(record, FieldId::kAuthor, article.author);
  put(record, FieldId::kSection, article.section);
  put(record, FieldId::kUrl, article.url);
  put(record, FieldId::kPath, article.path);
  put(record, FieldId::kText, article.text);
  if (!article.raw.empty())
    record["text_raw"] =
        Json::binary(std::vector<std::uint8_t>(article.raw.begin(), article.raw.end()));
  if (!article.extra.empty()) record["extra"] = article.extra;
  if (article.title_from_text) record["title_from_text"] = true;
  if (article.date_from_file) record["date_from_file"] = true;
  std::string data;
  Json::to_msgpack(record, data);
  return data;
}

}  // namespace newsidx
