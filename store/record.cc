#include "store/record.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <vector>

#include "newsidx/error.h"
#include "store/fields.h"

namespace newsidx {
namespace {

using Json = nlohmann::json;

constexpr int kRecordVersion = 1;

std::string key(FieldId id) { return std::string(field(id).name); }

void put(Json& record, FieldId id, const std::string& value) {
  if (!value.empty()) record[key(id)] = value;
}

std::string take(Json& record, FieldId id) {
  const auto found = record.find(key(id));
  return found == record.end() ? std::string() : std::move(found->get_ref<std::string&>());
}

}  // namespace

std::string encode_record(const Article& article) {
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
  std::string data;
  Json::to_msgpack(record, data);
  return data;
}

Article decode_record(std::string_view data, RecordParts parts) {
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
    throw Error(ErrorCode::kIo, std::string("an article's record cannot be read: ") + error.what(),
                "the index is damaged; add the articles to a new one");
  }
}

}  // namespace newsidx
