#include "text/morphology/shipped_model.h"

// The assembler lays the files into read-only data, so the kernel maps them with the program and
// reads of them what is used. NEWSIDX_LEXICON_DIR is defined by CMake.
// NOLINTBEGIN(bugprone-macro-parentheses): `symbol` is a name to be declared
#define NEWSIDX_EMBED(symbol, file)                                                        \
  __asm__(".pushsection .rodata\n.balign 16\n" #symbol ":\n.incbin \"" NEWSIDX_LEXICON_DIR \
          "/" file "\"\n" #symbol "_end:\n.byte 0\n.popsection\n");                        \
  extern const char symbol[] __asm__(#symbol);                                             \
  extern const char symbol##_end[] __asm__(#symbol "_end")
// NOLINTEND(bugprone-macro-parentheses)

extern "C" {
NEWSIDX_EMBED(newsidx_model, "turkish.model");
NEWSIDX_EMBED(newsidx_roots, "roots.tsv");
NEWSIDX_EMBED(newsidx_families, "families.txt");
}

namespace newsidx {
namespace {

std::string_view between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

}  // namespace

std::string_view shipped_model() { return between(newsidx_model, newsidx_model_end); }
std::string_view shipped_roots() { return between(newsidx_roots, newsidx_roots_end); }
std::string_view shipped_families() { return between(newsidx_families, newsidx_families_end); }

}  // namespace newsidx
