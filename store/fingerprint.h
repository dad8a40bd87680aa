// What made an index: kept in its metadata, and compared before anything is read or written.
#pragma once

#include <string>

#include "newsidx/analysis.h"

namespace newsidx {

// Raised whenever terms, values or records change their form.
inline constexpr int kLayoutVersion = 1;

struct Fingerprint {
  int layout = 0;
  int analyzer = 0;
  StemmerKind stemmer = StemmerKind::kNone;

  // Of an index that this program would make.
  static Fingerprint of_program(StemmerKind stemmer);
  // Throws Error(kIo) when the text is none.
  static Fingerprint parse(const std::string& text);

  // layout=1 analyzer=1 stemmer=prefix5
  std::string text() const;

  // Throws Error(kConfiguration) when this program cannot use an index of this fingerprint.
  void require_usable(const std::string& index_dir) const;
};

}  // namespace newsidx
