// Records: what is no record is an error of reading, and an article comes back as it was.
#include "store/record.h"

#include <zstd.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tests/fuzz/check.h"

namespace newsidx::fuzz {
namespace {

std::shared_ptr<const RecordDictionary> trained() {
  std::vector<Article> articles(400);
  for (std::size_t i = 0; i < articles.size(); ++i) {
    articles[i].id = "id-" + std::to_string(i);
    articles[i].title = "Başlık " + std::to_string(i * i);
    articles[i].text = "Haberin metni " + std::to_string(i * 7919) + ", aynı sözlerle sürüyor.";
  }
  return RecordDictionary::train(articles);
}

struct Codecs {
  RecordCodec alone{nullptr};
  RecordCodec with_dictionary{trained()};
  RecordCodec& of(bool dictionary) { return dictionary ? with_dictionary : alone; }
};

std::string compressed(std::string_view packed) {
  std::string data(ZSTD_compressBound(packed.size()), '\0');
  data.resize(ZSTD_compress(data.data(), data.size(), packed.data(), packed.size(), 1));
  return '\1' + data;
}

void check_record(std::string_view data, RecordCodec& codec) {
  Article article;
  if (!runs({ErrorCode::kIo}, [&] { article = codec.decode(data); })) return;
  require(codec.decode(codec.encode(article)) == article, "an article that does not come back");
  Article part = codec.decode(data, RecordParts::kWithoutRawAndExtra);
  part.raw = article.raw;
  part.extra = article.extra;
  require(part == article, "an article that is another without its raw text");
}

Article article_of(Input& input) {
  const auto line = [&] { return replace_invalid_utf8(input.until('\n')); };
  Article article;
  article.id = line();
  article.title = line();
  article.date = parse_date(line());
  article.source = line();
  article.author = line();
  article.section = line();
  article.url = line();
  article.path = line();
  article.title_from_text = input.choice(2) == 1;
  for (unsigned more = input.choice(4); more > 0; --more) {
    const std::string name = line();
    article.extra[name] = line();
  }
  article.raw = input.until('\0');
  article.text = input.rest_as_text();
  return article;
}

}  // namespace
}  // namespace newsidx::fuzz

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsidx;
  using namespace newsidx::fuzz;
  static Codecs codecs;
  Input input(data, size);
  const unsigned how = input.choice(8);
  RecordCodec& codec = codecs.of(how >= 4);
  switch (how % 4) {
    case 0:  // any bytes
      check_record(input.rest(), codec);
      break;
    case 1:  // any MessagePack
      check_record(compressed(input.rest()), codec);
      break;
    case 2: {  // a record, and one with a byte changed or cut short
      const std::size_t at = input.two_bytes();
      const char changed = static_cast<char>(input.byte());
      const Article article = article_of(input);
      std::string record = codec.encode(article);
      require(codec.decode(record) == article, "an article that does not come back");
      if (changed == 0)
        record.resize(at % record.size());
      else
        record[at % record.size()] = static_cast<char>(record[at % record.size()] ^ changed);
      check_record(record, codec);
      break;
    }
    default: {  // a dictionary
      std::shared_ptr<const RecordDictionary> dictionary;
      const std::string bytes(input.rest());
      if (!runs({ErrorCode::kIo},
                [&] { dictionary = std::make_shared<const RecordDictionary>(bytes); }))
        break;
      RecordCodec other(dictionary);
      Article article;
      article.text = "bir metin";
      require(other.decode(other.encode(article)) == article, "an article that does not come back");
    }
  }
  return 0;
}
