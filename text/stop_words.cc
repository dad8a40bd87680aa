#include "text/stop_words.h"

#include <algorithm>
#include <array>

namespace newsidx {
namespace {

// Conjunctions, particles, pronouns, determiners, and the auxiliary verbs and reporting verbs that
// stand in every news text. Sorted by bytes.
constexpr auto kStopWords = std::to_array<std::string_view>({
    "acaba",    "ama",      "ancak",     "arada",     "artık",   "asla",     "aynı",
    "ayrıca",   "az",       "bana",      "bazen",     "bazı",    "belirtti", "belki",
    "ben",      "beni",     "benim",     "beri",      "bile",    "bir",      "biraz",
    "biri",     "birkaç",   "birçok",    "biz",       "bize",    "bizi",     "bizim",
    "bu",       "buna",     "bundan",    "bunlar",    "bunları", "bunların", "bunu",
    "bunun",    "burada",   "böyle",     "böylece",   "da",      "daha",     "dahi",
    "de",       "dedi",     "defa",      "değil",     "diye",    "diğer",    "dolayı",
    "edecek",   "eden",     "eder",      "edildi",    "edilen",  "ediyor",   "en",
    "etmek",    "etti",     "ettiği",    "ettiğini",  "eğer",    "fakat",    "gibi",
    "göre",     "hangi",    "hatta",     "hem",       "henüz",   "hep",      "hepsi",
    "her",      "herhangi", "herkes",    "hiç",       "hiçbir",  "ile",      "ilgili",
    "ise",      "itibaren", "için",      "içinde",    "işte",    "kadar",    "karşın",
    "kendi",    "kendisi",  "kendisine", "kendisini", "kez",     "ki",       "kim",
    "kimi",     "kimse",    "mi",        "mu",        "mü",      "mı",       "nasıl",
    "ne",       "neden",    "nedeniyle", "niye",      "o",       "olan",     "olarak",
    "oldu",     "olduğu",   "olduğunu",  "olmak",     "olması",  "olmayan",  "olsa",
    "olup",     "olur",     "oluyor",    "ona",       "ondan",   "onlar",    "onları",
    "onların",  "onu",      "onun",      "orada",     "oysa",    "pek",      "rağmen",
    "sadece",   "sanki",    "sen",       "siz",       "sonra",   "söyledi",  "tarafından",
    "tüm",      "var",      "vardı",     "ve",        "veya",    "ya",       "yalnızca",
    "yani",     "yapan",    "yaptı",     "yaptığı",   "yapılan", "yine",     "yok",
    "yoksa",    "zaten",    "çok",       "çünkü",     "önce",    "öyle",     "üzere",
    "üzerinde", "şey",      "şeyi",      "şu",        "şöyle",
});
static_assert(std::is_sorted(kStopWords.begin(), kStopWords.end()));

}  // namespace

bool is_stop_word(std::string_view exact) {
  return std::binary_search(kStopWords.begin(), kStopWords.end(), exact);
}

}  // namespace newsidx
