// What takes the terms, positions, values and the record of an article: a Xapian document, or a
// shard in the making.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "store/digest.h"

namespace newsidx {

class DocumentSink {
 public:
  DocumentSink() = default;
  virtual ~DocumentSink() = default;
  DocumentSink(const DocumentSink&) = delete;
  DocumentSink& operator=(const DocumentSink&) = delete;

  // Each counts the term once more in this article. The positions of a term ascend.
  virtual void add_term(std::string_view term) = 0;
  virtual void add_posting(std::string_view term, std::uint32_t position) = 0;
  // Does not count the term: it only finds the article.
  virtual void add_boolean_term(std::string_view term) = 0;
  // Once a slot; not empty.
  virtual void add_value(std::uint32_t slot, std::string_view value) = 0;
  // Comes last. A seal, where there is one, puts into the data the digest of all that was added.
  using Seal = void (*)(std::string& data, std::uint64_t digest);
  virtual void set_data(std::string&& data, Seal seal) = 0;
};

class XapianDocument final : public DocumentSink {
 public:
  explicit XapianDocument(Xapian::Document& document) : document_(document) {}

  void add_term(std::string_view term) override { document_.add_term(std::string(term)); }
  void add_posting(std::string_view term, std::uint32_t position) override {
    document_.add_posting(std::string(term), position);
  }
  void add_boolean_term(std::string_view term) override {
    document_.add_boolean_term(std::string(term));
  }
  void add_value(std::uint32_t slot, std::string_view value) override {
    document_.add_value(slot, std::string(value));
  }
  void set_data(std::string&& data, Seal seal) override {
    if (seal != nullptr) seal(data, digest_of(document_));
    document_.set_data(data);
  }

 private:
  Xapian::Document& document_;
};

}  // namespace newsidx
