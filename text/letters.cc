#include "text/letters.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <new>

#include "newsidx/utf8.h"

namespace newsidx {
namespace {

constexpr char32_t kDotlessI = U'ı';
constexpr char32_t kDottedCapitalI = U'İ';
constexpr char32_t kCombiningDotAbove = 0x307;

char32_t lower_code_point(char32_t code) {
  if (code < 0x80) {
    if (code == 'I') return kDotlessI;
    return code >= 'A' && code <= 'Z' ? code + 32 : code;
  }
  if (code == kDottedCapitalI) return 'i';
  return static_cast<char32_t>(u_tolower(static_cast<UChar32>(code)));
}

// Latin letters that Unicode does not decompose, with what stands for them on a plain keyboard.
const char* undecomposed_base(char32_t code) {
  switch (code) {
    case U'ı':
      return "i";
    case U'ß':
      return "ss";
    case U'æ':
      return "ae";
    case U'œ':
      return "oe";
    case U'ø':
      return "o";
    case U'đ':
    case U'ð':
      return "d";
    case U'þ':
      return "th";
    case U'ł':
      return "l";
    case U'ə':
      return "e";
    default:
      return nullptr;
  }
}

// Appends the folded form of a lower-case code point outside ASCII.
void append_folded(std::string& out, char32_t code) {
  switch (code) {  // the frequent ones, without asking ICU
    case U'ş':
      out += 's';
      return;
    case U'ğ':
      out += 'g';
      return;
    case U'ü':
      out += 'u';
      return;
    case U'ö':
      out += 'o';
      return;
    case U'ç':
      out += 'c';
      return;
    case U'â':
      out += 'a';
      return;
    case U'î':
      out += 'i';
      return;
    case U'û':
      out += 'u';
      return;
    default:
      break;
  }
  if (const char* base = undecomposed_base(code)) {
    out += base;
    return;
  }
  if (u_charType(static_cast<UChar32>(code)) == U_NON_SPACING_MARK) return;
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
  if (status == U_MEMORY_ALLOCATION_ERROR) throw std::bad_alloc();
  icu::UnicodeString decomposition;
  if (U_SUCCESS(status) && nfd->getDecomposition(static_cast<UChar32>(code), decomposition)) {
    const UChar32 base = decomposition.char32At(0);
    if (base < 0x80) {
      out += static_cast<char>(base);
      return;
    }
  }
  append_code_point(out, code);
}

}  // namespace

std::string to_lower_turkish(std::string_view s) {
  std::string out;
  out.reserve(s.size() + 4);
  bool after_i = false;
  for (std::size_t i = 0; i < s.size();) {
    const char32_t code = next_code_point(s, i);
    if (code == kCombiningDotAbove && after_i) continue;
    const char32_t lower = lower_code_point(code);
    after_i = lower == 'i' || lower == kDotlessI;
    if (lower < 0x80)
      out += static_cast<char>(lower);
    else
      append_code_point(out, lower);
  }
  return out;
}

std::string fold(std::string_view s) {
  std::string out;
  out.reserve(s.size());
  for (std::size_t i = 0; i < s.size();) {
    const char32_t code = lower_code_point(next_code_point(s, i));
    if (code < 0x80)
      out += static_cast<char>(code);
    else
      append_folded(out, code);
  }
  return out;
}

bool is_apostrophe(char32_t code) {
  switch (code) {
    case U'\'':
    case U'’':
    case U'‘':
    case U'ʼ':
    case U'‛':
    case U'′':
    case U'´':
    case U'`':
    case U'＇':
      return true;
    default:
      return false;
  }
}

bool is_all_capitals(std::string_view s) {
  int letters = 0;
  for (std::size_t i = 0; i < s.size();) {
    const char32_t code = next_code_point(s, i);
    if (!is_letter(code)) continue;
    if (!is_upper(code)) return false;
    ++letters;
  }
  return letters >= 2;
}

}  // namespace newsidx
