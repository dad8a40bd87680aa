// Which words of a text can meet a query, told by their first letters alone.
#pragma once

#include <bitset>
#include <string_view>

namespace newsidx {

// A set of first letters. No suffix changes them (babası is baba, benden and bana are ben), so a
// word whose first letter no asked form has need not be stemmed. Not thread-safe while forms are
// added.
class Beginnings {
 public:
  // A form that is asked for: exact, stem, folded, or a foreign key.
  void add(std::string_view form);

  // Whether a word as it stands in a text may have one of the forms. True whenever that is not
  // plain: letters that are not Turkish, spellings that foreign.h takes for others (x, sh, ca).
  bool may_begin(std::string_view word) const;

 private:
  std::bitset<128> letters_;
  bool any_ = false;  // a form begins with a letter that this does not know
};

}  // namespace newsidx
