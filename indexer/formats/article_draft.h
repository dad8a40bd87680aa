// An article on its way from the bytes of a file to the sink: what all readers do alike.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "indexer/formats/reader.h"
#include "newsidx/article.h"
#include "store/fields.h"
#include "text/decode.h"

namespace newsidx {

// A reader decodes the bytes, sets the fields that it finds in them and the text, and finishes; at
// the first false, or nothing, it stops: the article is refused by then.
class ArticleDraft {
 public:
  // `sink` is used until the end.
  ArticleDraft(std::string place, ArticleSink& sink) : place_(std::move(place)), sink_(sink) {}

  // Always false.
  bool refuse(const std::string& reason);

  // The bytes as UTF-8.
  std::optional<std::string> decode(std::string_view bytes,
                                    NulBytes nul_bytes = NulBytes::kReplaced);

  // A field as one line of text: cleaned, but for ids and addresses, which are keys. False for a
  // date that is none. `id` is a field that articles state, and not the text.
  bool set(FieldId id, std::string_view value);

  // False when nothing is left of the text once it is cleaned.
  bool set_text(std::string_view text);

  // What the format knows besides; its values are JSON.
  void set_extra(const std::string& name, std::string value) {
    article_.extra[name] = std::move(value);
  }

  // Finds the title, where none was set, and gives the article to the sink. The original, from
  // which the text was made, is kept where the two differ.
  void finish(std::string&& original);

 private:
  std::string clean(std::string_view text);
  void find_title();
  std::string describe_mending() const;

  std::string place_;
  ArticleSink& sink_;
  Article article_;
  Decoded decoded_;
  NulBytes nul_bytes_ = NulBytes::kReplaced;
  std::size_t control_codes_ = 0;
};

}  // namespace newsidx
