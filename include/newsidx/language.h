// The languages in which people are spoken to.
#pragma once

namespace newsidx {

enum class Language { kEnglish, kTurkish };

}  // namespace newsidx
