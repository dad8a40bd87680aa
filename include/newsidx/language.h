// The languages in which a query's errors and notes are written.
#pragma once

namespace newsidx {

enum class Language { kEnglish, kTurkish };

}  // namespace newsidx
