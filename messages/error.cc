#include "newsidx/error.h"

#include <utility>

namespace newsidx {

Error::Error(ErrorCode code, Message message, std::optional<QueryPlace> place)
    : std::runtime_error(message_text(message)),
      code_(code),
      message_(std::move(message)),
      place_(std::move(place)) {}

Error::Error(ErrorCode code, const std::string& text, const std::string& advice)
    : Error(code, Message(MessageKind::kSaid, text, advice)) {}

}  // namespace newsidx
