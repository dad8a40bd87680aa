#include "store/record.h"

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

namespace newsidx {
namespace {

using Json = nlohmann::json;

constexpr int kRecordVersion = 1;

// The first byte of a record.
constexpr char kAlone = 1;
constexpr char kWithDictionary = 2;

// Figures in docs/performance.md: what each level and size of dictionary costs and saves.
constexpr int kLevel = 5;
constexpr std::size_t kDictionaryBytes = 256 << 10;
constexpr std::size_t kSampleBytes = 8 << 20;
constexpr std::size_t kMinSamples = 200;
// Beyond any article: --max-article-bytes allows 10^12, memory less.
constexpr unsigned long long kMaxRecordBytes = 1ULL << 40U;

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
          "the index is damaged; restore it or rebuild it"};
}

Article unpack_article(std::string_view data, RecordParts parts) {
  try {
    Json record = Json::from_msgpack(data);
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
  std::string data(1 + ZSTD_compressBound(packed.size()), dictionary ? kWithDictionary : kAlone);
  ZSTD_CCtx* context = contexts_->compress.get();
  const std::size_t size = dictionary
                               ? ZSTD_compress_usingCDict(context, data.data() + 1, data.size() - 1,
                                                          packed.data(), packed.size(), dictionary)
                               : ZSTD_compressCCtx(context, data.data() + 1, data.size() - 1,
                                                   packed.data(), packed.size(), kLevel);
  if (ZSTD_isError(size)) throw std::bad_alloc();
  data.resize(1 + size);
  return data;
}

Article RecordCodec::decode(std::string_view data, RecordParts parts) {
  if (data.empty()) throw damaged("it is empty");
  const bool alone = data.front() == kAlone;
  const ZSTD_DDict* dictionary = dictionary_ ? dictionary_->tables_->decompress.get() : nullptr;
  if (!alone && (data.front() != kWithDictionary || dictionary == nullptr))
    throw damaged("of an unknown form");
  data.remove_prefix(1);
  if (!contexts_->decompress) contexts_->decompress.reset(ZSTD_createDCtx());
  const unsigned long long size = ZSTD_getFrameContentSize(data.data(), data.size());
  if (size > kMaxRecordBytes) throw damaged("its size is not known");
  std::string packed(size, '\0');
  const std::size_t got =
      alone ? ZSTD_decompressDCtx(contexts_->decompress.get(), packed.data(), packed.size(),
                                  data.data(), data.size())
            : ZSTD_decompress_usingDDict(contexts_->decompress.get(), packed.data(), packed.size(),
                                         data.data(), data.size(), dictionary);
  if (ZSTD_isError(got)) throw damaged(ZSTD_getErrorName(got));
  return unpack_article(packed, parts);
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
