// What made an index: kept in its metadata, and compared before anything is read or written.
#pragma once

#include <string>

#include "newsidx/analysis.h"
#include "text/stemmer.h"

namespace newsidx {

// Raised whenever terms, values or records change their form.
inline constexpr int kLayoutVersion = 6;

// The key of the metadata.
inline constexpr const char* kFingerprintKey = "newsidx.fingerprint";

struct Fingerprint {
  int layout = 0;
  int analyzer = 0;
  StemmerKind stemmer = StemmerKind::kNone;
  std::string model;    // checksum of the lexicon stemmer's model; empty for other stemmers
  std::string lexicon;  // hash of the owner's own stems; empty when there are none
  bool names = true;    // whether people, places, organisations and topics are in it

  bool operator==(const Fingerprint&) const = default;

  // Of an index that this program would make.
  static Fingerprint of_program(StemmerKind stemmer, const StemmerResources& resources = {});
  // Of either text. Throws Error(kIo) when it is none, or is not as it was written.
  static Fingerprint parse(const std::string& text);

  // layout=2 analyzer=2 stemmer=lexicon model=0123456789abcdef
  std::string text() const;
  // As it is kept: with a checksum (check=...) as its last word. Layout 5 and before had none.
  std::string sealed_text() const;

  // Throws Error(kConfiguration) when this program cannot use an index of this fingerprint.
  void require_usable(const std::string& index_dir) const;
};

}  // namespace newsidx
