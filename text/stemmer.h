// Words of one meaning -> one stem. The interface that every stemmer stands behind.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "newsidx/analysis.h"
#include "text/morphology/model.h"
#include "text/stem_overrides.h"

namespace newsidx {

class Stemmer {
 public:
  Stemmer() = default;
  virtual ~Stemmer() = default;
  Stemmer(const Stemmer&) = delete;
  Stemmer& operator=(const Stemmer&) = delete;

  // The stem of one word: lower case by Turkish rules, no apostrophe, not empty. Never empty. Not
  // thread-safe: one stemmer a thread.
  virtual std::string stem(std::string_view word) = 0;
};

// What the lexicon stemmer works with.
struct StemmerResources {
  std::shared_ptr<const MorphologyModel> model;    // null: the one that ships with the program
  std::shared_ptr<const StemOverrides> overrides;  // null: none
};

// Reads what the choice names. Throws Error: kUsage (another stemmer than the lexicon's has no use
// for a model or a lexicon), kNotFound, kInputRefused.
StemmerResources read_resources(const StemmerChoice& choice);

std::unique_ptr<Stemmer> make_stemmer(StemmerKind kind, const StemmerResources& resources = {});

}  // namespace newsidx
