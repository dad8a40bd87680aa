#include "entities/names/shipped_names.h"

// As in text/morphology/shipped_model.cc: read-only data that the kernel maps with the program.
// NEWSIDX_NAMES_DIR is defined by CMake.
// NOLINTBEGIN(bugprone-macro-parentheses): `symbol` is a name to be declared
#define NEWSIDX_EMBED(symbol, file)                                                               \
  __asm__(".pushsection .rodata\n.balign 16\n" #symbol ":\n.incbin \"" NEWSIDX_NAMES_DIR "/" file \
          "\"\n" #symbol "_end:\n.byte 0\n.popsection\n");                                        \
  extern const char symbol[] __asm__(#symbol);                                                    \
  extern const char symbol##_end[] __asm__(#symbol "_end")
// NOLINTEND(bugprone-macro-parentheses)

extern "C" {
NEWSIDX_EMBED(newsidx_name_model, "names.model");
NEWSIDX_EMBED(newsidx_name_list, "names.tsv");
NEWSIDX_EMBED(newsidx_geonames, "geonames.txt");
NEWSIDX_EMBED(newsidx_districts, "districts.txt");
NEWSIDX_EMBED(newsidx_aliases, "aliases.tsv");
NEWSIDX_EMBED(newsidx_topic_model, "topics.model");
NEWSIDX_EMBED(newsidx_topic_list, "topics.tsv");
}

namespace newsidx {
namespace {

std::string_view between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

}  // namespace

std::string_view shipped_name_model() {
  return between(newsidx_name_model, newsidx_name_model_end);
}
std::string_view shipped_name_list() { return between(newsidx_name_list, newsidx_name_list_end); }
std::string_view shipped_geonames() { return between(newsidx_geonames, newsidx_geonames_end); }
std::string_view shipped_districts() { return between(newsidx_districts, newsidx_districts_end); }
std::string_view shipped_aliases() { return between(newsidx_aliases, newsidx_aliases_end); }
std::string_view shipped_topic_model() {
  return between(newsidx_topic_model, newsidx_topic_model_end);
}
std::string_view shipped_topic_list() {
  return between(newsidx_topic_list, newsidx_topic_list_end);
}

}  // namespace newsidx
