#include "text/beginnings.h"

#include "newsidx/utf8.h"

namespace newsidx {
namespace {

// The letter as folding has it (letters.h); 0 for any that is neither Turkish nor ASCII.
unsigned char folded_letter(char32_t code) {
  if (code >= 'A' && code <= 'Z') return static_cast<unsigned char>(code + 32);
  if (code < 0x80) return static_cast<unsigned char>(code);
  switch (code) {
    case U'ç':
    case U'Ç':
      return 'c';
    case U'ğ':
    case U'Ğ':
      return 'g';
    case U'ı':
    case U'İ':
      return 'i';
    case U'ö':
    case U'Ö':
      return 'o';
    case U'ş':
    case U'Ş':
      return 's';
    case U'ü':
    case U'Ü':
      return 'u';
    default:
      return 0;
  }
}

// Whether a foreign spelling may begin with the letter, of which the key begins with another one:
// sh and sch, ch, tch and tsch, zh, kh, ph, th, dj, q, x, w, y, and c for k.
bool may_be_respelled(unsigned char first, unsigned char second) {
  switch (first) {
    case 'q':
    case 'x':
    case 'w':
    case 'y':
    case 'c':
      return true;
    case 't':
      return second == 'h' || second == 'c' || second == 's';
    case 'z':
    case 'k':
    case 'p':
      return second == 'h';
    case 'd':
      return second == 'j';
    default:
      return false;  // sh and sch remain s
  }
}

}  // namespace

void Beginnings::add(std::string_view form) {
  if (form.empty()) return;
  std::size_t at = 0;
  const unsigned char letter = folded_letter(next_code_point(form, at));
  if (letter == 0)
    any_ = true;
  else
    letters_.set(letter);
}

bool Beginnings::may_begin(std::string_view word) const {
  if (any_ || word.empty()) return true;
  std::size_t at = 0;
  const unsigned char first = folded_letter(next_code_point(word, at));
  if (first == 0 || letters_.test(first)) return true;
  const bool is_plain = (first >= 'a' && first <= 'z') || (first >= '0' && first <= '9');
  if (!is_plain || at == word.size()) return true;
  const unsigned char second = folded_letter(next_code_point(word, at));
  return second == 0 || may_be_respelled(first, second);
}

}  // namespace newsidx
