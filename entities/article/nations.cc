#include "entities/article/nations.h"

#include <array>
#include <unordered_map>

namespace newsidx {
namespace {

// A nation a line, folded; those that the news names with a leader or minister.
constexpr std::string_view kNations =
    "rusya rus\n"
    "cin cinli\n"
    "abd amerika amerikan amerikali\n"
    "fransa fransiz\n"
    "almanya alman\n"
    "ingiltere ingiliz britanya\n"
    "italya italyan\n"
    "ispanya ispanyol\n"
    "yunanistan yunan yunanli\n"
    "bulgaristan bulgar\n"
    "romanya romen rumen\n"
    "ukrayna ukraynali\n"
    "iran iranli\n"
    "irak irakli\n"
    "kuzey_irak\n"
    "suriye suriyeli\n"
    "israil israilli\n"
    "filistin filistinli\n"
    "misir misirli\n"
    "libya libyali\n"
    "suudi suudi_arabistan\n"
    "japonya japon\n"
    "kuzey_kore\n"
    "guney_kore\n"
    "hindistan hint hintli\n"
    "pakistan pakistanli\n"
    "afganistan afgan\n"
    "azerbaycan azeri azerbaycanli\n"
    "ermenistan ermeni\n"
    "gurcistan gurcu\n"
    "kazakistan kazak\n"
    "ozbekistan ozbek\n"
    "kirgizistan kirgiz\n"
    "turkmenistan turkmen\n"
    "tacikistan tacik\n"
    "belarus beyaz_rusya belaruslu\n"
    "moldova moldovali\n"
    "polonya polonyali\n"
    "macaristan macar\n"
    "cekya cek cek_cumhuriyeti\n"
    "slovakya slovak\n"
    "slovenya sloven\n"
    "sirbistan sirp\n"
    "hirvatistan hirvat\n"
    "bosna bosna_hersek bosnali\n"
    "kosova kosovali\n"
    "karadag karadagli\n"
    "makedonya makedon kuzey_makedonya\n"
    "arnavutluk arnavut\n"
    "avusturya avusturyali\n"
    "isvicre isvicreli\n"
    "hollanda hollandali\n"
    "belcika belcikali\n"
    "danimarka danimarkali\n"
    "norvec norvecli\n"
    "isvec isvecli\n"
    "finlandiya fin finlandiyali\n"
    "estonya estonyali\n"
    "letonya letonyali\n"
    "litvanya litvanyali\n"
    "irlanda irlandali\n"
    "portekiz portekizli\n"
    "kanada kanadali\n"
    "meksika meksikali\n"
    "brezilya brezilyali\n"
    "arjantin arjantinli\n"
    "sili silili\n"
    "venezuela venezuelali\n"
    "kuba kubali\n"
    "kolombiya kolombiyali\n"
    "bolivya bolivyali\n"
    "peru perulu\n"
    "avustralya avustralyali\n"
    "yeni_zelanda\n"
    "endonezya endonezyali\n"
    "malezya malezyali\n"
    "vietnam vietnamli\n"
    "filipinler filipinli\n"
    "tayland taylandli\n"
    "cezayir cezayirli\n"
    "fas fasli\n"
    "tunus tunuslu\n"
    "sudan sudanli\n"
    "etiyopya etiyopyali\n"
    "somali somalili\n"
    "kenya kenyali\n"
    "nijerya nijeryali\n"
    "guney_afrika\n"
    "lubnan lubnanli\n"
    "urdun urdunlu\n"
    "katar katarli\n"
    "kuveyt kuveytli\n"
    "yemen yemenli\n"
    "kktc\n"
    "kibris kibrisli rum kibris_rum guney_kibris\n"
    "turkiye turk tc\n";

std::unordered_map<std::string_view, NationId> read_nations() {
  std::unordered_map<std::string_view, NationId> nations;
  NationId id = 1;
  std::size_t word = 0;
  for (std::size_t i = 0; i < kNations.size(); ++i) {
    if (kNations[i] != ' ' && kNations[i] != '\n') continue;
    nations.emplace(kNations.substr(word, i - word), id);
    word = i + 1;
    if (kNations[i] == '\n') ++id;
  }
  return nations;
}

}  // namespace

NationId find_nation(std::string_view folded) {
  static const auto nations = read_nations();
  const auto at = nations.find(folded);
  return at == nations.end() ? NationId{0} : at->second;
}

}  // namespace newsidx
