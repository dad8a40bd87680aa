// An index opened to be written, made first where there is none.
#pragma once

#include <xapian.h>

#include <filesystem>

#include "newsidx/indexer.h"
#include "store/index_dir.h"
#include "store/salvage.h"

namespace newsidx {

// The caller holds the write lock. Sets `settings` to those of the index. Throws Error: kUsage
// (what was asked for does not go together), kConfiguration (the index was made otherwise than
// asked), kNotFound and kInputRefused (model, lexicon), kIo.
Xapian::WritableDatabase open_or_create(const std::filesystem::path& index_dir,
                                        const StemmerChoice& asked, bool names,
                                        IndexSettings& settings);

// What an index that may be damaged, or of another layout or analyzer, is built anew with: what it
// was made with as far as that can be read, else what was asked for. Adds to the salvage's
// troubles. Throws as above.
IndexSettings settings_to_rebuild(Salvage& salvage, const std::filesystem::path& index_dir,
                                  const StemmerChoice& asked, bool names);

}  // namespace newsidx
