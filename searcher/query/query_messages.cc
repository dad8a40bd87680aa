#include "searcher/query/query_messages.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "newsidx/displayable.h"
#include "newsidx/utf8.h"

namespace newsidx {
namespace {

// Bytes of a long query that are shown on either side of the caret.
constexpr std::size_t kShownBytes = 80;

struct Words {
  const char* text;
  const char* hint;
};

struct Entry {
  QueryMessage message;
  Words english;
  Words turkish;
};

// {0} and {1} are the message's arguments.
constexpr std::array kTable = std::to_array<Entry>({
    {QueryMessage::kTooLong,
     {"the query is longer than {0} bytes", "leave words out: the rarest few decide"},
     {"sorgu {0} bayttan uzun", "kelime eksiltin: sonucu en seyrek birkaç kelime belirler"}},
    {QueryMessage::kNotUtf8,
     {"the query is not UTF-8 (byte {0})",
      "set the terminal to UTF-8, or convert the file of queries with iconv"},
     {"sorgu UTF-8 değil (bayt {0})",
      "uçbirimi UTF-8'e ayarlayın ya da sorgu dosyasını iconv ile çevirin"}},
    {QueryMessage::kTooDeep,
     {"parentheses stand more than {0} deep", "take some of them out"},
     {"parantezler {0} kattan fazla iç içe", "bir kısmını kaldırın"}},
    {QueryMessage::kOpenQuote,
     {"the query has a quote that is not closed", "close it, or leave it out"},
     {"sorguda kapanmamış bir tırnak var", "kapatın ya da kaldırın"}},
    {QueryMessage::kOpenParenthesis,
     {"the query has a parenthesis that is not closed", "close it, or leave it out"},
     {"sorguda kapanmamış bir parantez var", "kapatın ya da kaldırın"}},
    {QueryMessage::kLoneParenthesis,
     {"the query closes a parenthesis that was not opened", "open it, or leave it out"},
     {"sorgu, açılmamış bir parantezi kapatıyor", "açın ya da kaldırın"}},
    {QueryMessage::kNothingBefore,
     {"{0} has nothing before it",
      "give it a word there; to search for the word itself write it in small letters or in quotes"},
     {"{0} işlecinin önünde bir şey yok",
      "önüne bir kelime yazın; kelimenin kendisini arıyorsanız küçük harfle ya da tırnak içinde "
      "yazın"}},
    {QueryMessage::kNothingBehind,
     {"{0} has nothing behind it",
      "give it a word there; to search for the word itself write it in small letters or in quotes"},
     {"{0} işlecinin ardında bir şey yok",
      "ardına bir kelime yazın; kelimenin kendisini arıyorsanız küçük harfle ya da tırnak içinde "
      "yazın"}},
    {QueryMessage::kOnlyExcluded,
     {"this only says what to leave out", "add a word to be found: deprem -İzmir"},
     {"burada yalnızca nelerin dışlanacağı yazıyor", "aranacak bir kelime ekleyin: deprem -İzmir"}},
    {QueryMessage::kUnknownField,
     {"unknown field: {0} — {1}?",
      "to search for the words write a space behind the colon; the fields are title, source, "
      "author, section, date, id, url, person, place, org, topic"},
     {"bilinmeyen alan: {0} — {1}?",
      "kelimeleri aramak için iki noktadan sonra boşluk bırakın; alanlar: başlık, kaynak, yazar, "
      "bölüm, tarih, kimlik, adres, kişi, yer, kurum, konu"}},
    {QueryMessage::kNoNames,
     {"the index was made without names and topics (--no-names)",
      "leave the field out, or make another index"},
     {"dizin adlar ve konular olmadan oluşturulmuş (--no-names)",
      "alanı yazmayın ya da yeni bir dizin oluşturun"}},
    {QueryMessage::kUnknownTopic,
     {"no topic is called {0}", "docs/topics.md lists them, as does: newsidx facets --by topic"},
     {"{0} adlı bir konu yok", "konular: newsidx facets --by topic"}},
    {QueryMessage::kUnknownTopicClose,
     {"no topic is called {0} — {1}?", "newsidx facets --by topic lists those of the index"},
     {"{0} adlı bir konu yok — {1}?", "dizindeki konular: newsidx facets --by topic"}},
    {QueryMessage::kFieldNotSearched,
     {"the field {0} cannot be searched by itself",
      "words without a field are looked for in title and text"},
     {"{0} alanında ayrıca arama yapılamaz",
      "alan belirtilmeyen kelimeler başlıkta ve metinde aranır"}},
    {QueryMessage::kFieldInField,
     {"a field within a field: {0}", "close the parenthesis before it"},
     {"alan içinde alan: {0}", "parantezi ondan önce kapatın"}},
    {QueryMessage::kEmptyField,
     {"the field {0} has no value", "write it right behind the colon: {0}:word"},
     {"{0} alanının değeri yok", "iki noktanın hemen ardına yazın: {0}:kelime"}},
    {QueryMessage::kNotADate,
     {"no date: {0}",
      "write 2025, 2025-09, 2.9.2025, \"2 Eylül 2025\", 2024..2025, today, yesterday or last7d"},
     {"tarih değil: {0}",
      "şöyle yazın: 2025, 2025-09, 2.9.2025, \"2 Eylül 2025\", 2024..2025, bugün, dün ya da "
      "son7gün"}},
    {QueryMessage::kDatesReversed,
     {"the dates end before they begin: {0}", "write the earlier one first"},
     {"tarih aralığının sonu başından önce: {0}", "önce erken olanı yazın"}},
    {QueryMessage::kNearDistance,
     {"{0}: the distance must be a number from 1 to {1}", "for instance NEAR/5"},
     {"{0}: uzaklık 1 ile {1} arasında bir sayı olmalı", "örneğin YAKIN/5"}},
    {QueryMessage::kNearOperand,
     {"{0} takes single words, word* and groups of these", "for phrases write AND instead"},
     {"{0} yalnızca tek kelime, kelime* ve bunların öbeklerini alır",
      "tırnaklı söz için VE kullanın"}},
    {QueryMessage::kNotInField,
     {"{0} does not go with the field {1}", "write word, \"quoted value\" or (one or another)"},
     {"{0}, {1} alanıyla kullanılamaz", "kelime, \"tırnaklı değer\" ya da (bu ya da şu) yazın"}},
    {QueryMessage::kTooManyWords,
     {"{0} words begin with {1}, more than are looked for at once", "write more of its letters"},
     {"{1} ile başlayan {0} kelime var; bir seferde bu kadarı aranmaz", "daha çok harf yazın"}},
    {QueryMessage::kTooManyValues,
     {"{0} values match {1}, more than are looked for at once", "write more of the value"},
     {"{1} ile eşleşen {0} değer var; bir seferde bu kadarı aranmaz", "değeri daha uzun yazın"}},
    {QueryMessage::kTooManyToCheck,
     {"{0} articles would have to be read to leave out {1}",
      "add words or dates, so that fewer are left, or leave the = out"},
     {"{1} dışlanabilsin diye {0} haberi okumak gerekir",
      "daha az haber kalsın diye kelime ya da tarih ekleyin ya da = işaretini kaldırın"}},
    {QueryMessage::kTooManyParts,
     {"the words of the query stand for {0} words of the index, more than are searched at once",
      "write fewer words, or fewer groups that repeat them"},
     {"sorgudaki kelimeler dizinde {0} kelimeye karşılık geliyor; bir seferde bu kadarı aranmaz",
      "daha az kelime yazın ya da onları yineleyen öbekleri azaltın"}},
    {QueryMessage::kTooManyTogether,
     {"with {0}, the query means more than {1} words and values, more than are looked for at once",
      "write fewer of them, or more of their letters"},
     {"{0} ile birlikte sorgu {1} kelime ve değeri aşıyor; bir seferde bu kadarı aranmaz",
      "sayılarını azaltın ya da daha çok harf yazın"}},
    {QueryMessage::kTooManyPlaces,
     {"the query's phrases and NEAR are of words so common that their places would have to be "
      "compared {0} times",
      "take out some phrases and NEAR, or those of common words; AND only asks that both are "
      "there"},
     {"sorgudaki tırnaklı sözlerin ve YAKIN işleçlerinin kelimeleri çok sık: yerlerini {0} kez "
      "karşılaştırmak gerekir",
      "bir kısmını, özellikle sık kelimeli olanları çıkarın; VE ikisinin de geçmesine bakar"}},
    {QueryMessage::kTooManyPostings,
     {"the query repeats common words so often that they would have to be looked up in {0} "
      "articles, each article many times",
      "take out groups that repeat common words"},
     {"sorgu sık kelimeleri çok yineliyor: aynı haberlere tekrar tekrar, {0} kez bakmak gerekir",
      "sık kelimeleri yineleyen öbekleri çıkarın"}},
    {QueryMessage::kNameTooLong,
     {"the name is longer than {0} bytes", "write the name alone"},
     {"ad {0} bayttan uzun", "yalnızca adı yazın"}},
    {QueryMessage::kTimeOver,
     {"the search was stopped after {0} s: {1} takes too long", ""},
     {"arama {0} sn sonra durduruldu: {1} çok uzun sürüyor", ""}},
    {QueryMessage::kStageReading, {"reading it", "write less"}, {"okunması", "daha kısa yazın"}},
    {QueryMessage::kStageSpelling,
     {"looking for mistyped words", "write fewer words that the archive may lack"},
     {"yanlış yazılmış kelimelerin araştırılması", "arşivde bulunmayabilecek kelimeleri azaltın"}},
    {QueryMessage::kStageExpanding,
     {"looking up the forms of words, word* and values",
      "write fewer words and values, or more of their letters"},
     {"kelime biçimlerinin, kelime* ve değerlerin araştırılması",
      "kelime ve değerleri azaltın ya da daha çok harf yazın"}},
    {QueryMessage::kStageChecking,
     {"reading articles for exact words and phrases in titles",
      "leave the = out, or add words or dates, so that fewer articles are left"},
     {"tam biçimler ve başlıktaki tırnaklı sözler için haberlerin okunması",
      "= işaretini kaldırın ya da daha az haber kalsın diye kelime ya da tarih ekleyin"}},
    {QueryMessage::kStageMatching,
     {"matching articles",
      "write fewer or rarer words, and leave out word*, NEAR and phrases of common words"},
     {"haberlerin eşleştirilmesi",
      "daha az ya da daha seyrek kelime yazın; kelime*, YAKIN ve sık kelimeli tırnakları çıkarın"}},
    {QueryMessage::kStageRanking,
     {"ranking articles", "write fewer or rarer words"},
     {"haberlerin sıralanması", "daha az ya da daha seyrek kelime yazın"}},
    {QueryMessage::kStageCounting,
     {"counting articles and their values", "add words or dates, so that fewer articles match"},
     {"haberlerin ve değerlerinin sayılması",
      "daha az haber eşleşsin diye kelime ya da tarih ekleyin"}},
    {QueryMessage::kStageShowing,
     {"reading the articles that were found", "ask for fewer at once"},
     {"bulunan haberlerin okunması", "bir seferde daha azını isteyin"}},
    {QueryMessage::kNoteNoWord, {"there is no word in the query", ""}, {"sorguda kelime yok", ""}},
    {QueryMessage::kNoteNoValue, {"no article has {0}", ""}, {"hiçbir haberde {0} yok", ""}},
    {QueryMessage::kNoteNoValueClose,
     {"no article has {0} — {1}?", ""},
     {"hiçbir haberde {0} yok — {1}?", ""}},
    {QueryMessage::kNoteOpenQuote,
     {"a quote is not closed: the words behind it are searched as words", ""},
     {"kapanmamış bir tırnak var: ardındakiler ayrı kelimeler olarak arandı", ""}},
    {QueryMessage::kNoteSign,
     {"{0} is searched as a number; as an operator write {1}", ""},
     {"{0} sayı olarak arandı; işleç olarak {1} yazın", ""}},
    {QueryMessage::kNoteShortPrefix,
     {"{0}: * needs two letters or more before it; it was left out", ""},
     {"{0}: * işaretinden önce en az iki harf gerekir; işaret dikkate alınmadı", ""}},
    {QueryMessage::kNoteSpaceAfterField,
     {"{0} is searched as a word; for the field write its value right behind the colon", ""},
     {"{0} kelime olarak arandı; alan için değeri iki noktanın hemen ardına yazın", ""}},
    {QueryMessage::kNoteUnknownField,
     {"{0} is no field: searched as words", ""},
     {"{0} diye bir alan yok: kelimeler olarak arandı", ""}},
    {QueryMessage::kNoteUnknownFieldClose,
     {"{0} is no field: searched as words; or did you mean {1}?", ""},
     {"{0} diye bir alan yok: kelimeler olarak arandı; {1} mı demek istediniz?", ""}},
    {QueryMessage::kNoteAllCapitals,
     {"among words in capitals {0} is searched as a word; as an operator it wants small letters "
      "around it",
      ""},
     {"büyük harfli kelimeler arasında {0} kelime olarak arandı; işleç olması için ötekileri küçük "
      "harfle yazın",
      ""}},
    {QueryMessage::kNoteSomeChecked,
     {"the exact words of {1} were looked for in the best {0} articles only", ""},
     {"{1} ifadesinin tam biçimi yalnızca en iyi {0} haberde arandı", ""}},
    {QueryMessage::kNoteSomeMended,
     {"many words are unknown to the index: from {0} on none is looked up as one it is close to",
      ""},
     {"dizinde bulunmayan çok kelime var: {0} ve sonrakiler yakın yazılışlarıyla aranmadı", ""}},
    {QueryMessage::kNoteSomeValuesMended,
     {"many values are unknown to the index: from {0} on none is compared with those it has", ""},
     {"dizinde bulunmayan çok değer var: {0} ve sonrakiler dizindekilerle karşılaştırılmadı", ""}},
    {QueryMessage::kNoteStoryCut,
     {"the story is long: only its first {0} bytes were looked at", ""},
     {"haber uzun: yalnızca ilk {0} baytına bakıldı", ""}},
    {QueryMessage::kNoteMended,
     {"results for “{0}”; for “{1}” itself add --as-typed", ""},
     {"“{0}” için sonuçlar; “{1}” için --as-typed ekleyin", ""}},
    {QueryMessage::kNotePhraseNowhere,
     {"no article has {1} side by side: its words are searched; for the phrase add --as-typed", ""},
     {"hiçbir haberde {1} yan yana yok: kelimeleri arandı; öbek için --as-typed ekleyin", ""}},
});

constexpr bool in_order() {
  for (std::size_t i = 0; i < kTable.size(); ++i)
    if (static_cast<std::size_t>(kTable[i].message) != i) return false;
  return true;
}
static_assert(in_order(), "messages are looked up by their place in the table");

const Words& words_of(QueryMessage message, Language language) {
  const Entry& entry = kTable[static_cast<std::size_t>(message)];
  return language == Language::kTurkish ? entry.turkish : entry.english;
}

std::string filled(const char* text, MessageArguments arguments) {
  return fmt::format(fmt::runtime(text), arguments.first, arguments.second);
}

// On one line.
std::string flat(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '\n' || c == '\t' || c == '\r' ? ' ' : c;
  return out;
}

std::string with_caret(std::string_view query, std::size_t at) {
  at = std::min(at, query.size());
  std::string_view before = query.substr(0, at);
  std::string_view behind = cut_to_bytes(query.substr(at), kShownBytes);
  std::string left;
  if (before.size() > kShownBytes) {
    std::size_t begin = before.size() - kShownBytes;
    while (begin > 0 && (static_cast<unsigned char>(before[begin]) & 0xC0) == 0x80) --begin;
    before.remove_prefix(begin);
    left = "…";
  }
  left += flat(before);
  const bool cut = at + behind.size() < query.size();
  return fmt::format("  {}{}{}\n  {:>{}}", left, flat(behind), cut ? "…" : "", '^',
                     display_columns(left) + 1);
}

}  // namespace

std::string message_text(QueryMessage message, Language language, MessageArguments arguments) {
  return filled(words_of(message, language).text, arguments);
}

Error query_error(QueryMessage message, Language language, std::string_view query, std::size_t at,
                  MessageArguments arguments) {
  const Words& words = words_of(message, language);
  return {ErrorCode::kUsage, filled(words.text, arguments) + "\n" + with_caret(query, at),
          filled(words.hint, arguments)};
}

Error query_error(QueryMessage message, Language language, MessageArguments arguments) {
  const Words& words = words_of(message, language);
  return {ErrorCode::kUsage, filled(words.text, arguments), filled(words.hint, arguments)};
}

TooMuch work_error(QueryMessage message, Language language, std::string_view query, std::size_t at,
                   MessageArguments arguments) {
  const Error error = query_error(message, language, query, at, arguments);
  return {TooMuch::Reason::kWork, error.what(), error.hint()};
}

TooMuch work_error(QueryMessage message, Language language, MessageArguments arguments) {
  const Error error = query_error(message, language, arguments);
  return {TooMuch::Reason::kWork, error.what(), error.hint()};
}

TooMuch time_error(Language language, std::chrono::milliseconds limit, QueryMessage stage) {
  const Words& words = words_of(stage, language);
  std::string seconds = fmt::format("{:g}", static_cast<double>(limit.count()) / 1000);
  if (language == Language::kTurkish) std::replace(seconds.begin(), seconds.end(), '.', ',');
  return {TooMuch::Reason::kTime,
          message_text(QueryMessage::kTimeOver, language, {seconds, words.text}), words.hint};
}

}  // namespace newsidx
