#include "render/atom_feed.h"

#include <fmt/format.h>
#include <libxml/xmlwriter.h>
#include <xxhash.h>

#include <memory>
#include <new>
#include <string>
#include <string_view>

#include "newsidx/utf8.h"
#include "render/web_address.h"

namespace newsidx {
namespace {

constexpr char32_t kReplacementCharacter = 0xFFFD;

constexpr const char* kAtom = "http://www.w3.org/2005/Atom";

// What XML 1.0 has a character for; the rest becomes U+FFFD.
bool is_xml_character(char32_t code) {
  return code == '\t' || code == '\n' || code == '\r' ||
         (code >= 0x20 && code != 0xFFFE && code != 0xFFFF);
}

std::string xml_text(std::string_view given) {
  std::string out;
  const std::string text = replace_invalid_utf8(given);
  for (std::size_t i = 0; i < text.size();)
    if (const char32_t code = next_code_point(text, i); is_xml_character(code))
      append_code_point(out, code);
    else
      append_code_point(out, kReplacementCharacter);
  return out;
}

// A name-based UUID (RFC 9562, version 8): the same article of the same watch, the same id.
std::string entry_uuid(const Watch& watch, const WatchEntry& entry) {
  const std::string name = watch.identity + "\n" + entry.id;
  const XXH128_hash_t hash = XXH3_128bits(name.data(), name.size());
  return fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", hash.high64 >> 32,
                     (hash.high64 >> 16) & 0xFFFFU, 0x8000U | (hash.high64 & 0x0FFFU),
                     0x8000U | (hash.low64 >> 50), hash.low64 & 0xFFFF'FFFF'FFFFU);
}

// libxml2's writer into memory. It fails only when memory runs out.
class XmlWriter {
 public:
  XmlWriter() : buffer_(xmlBufferCreate()), writer_(xmlNewTextWriterMemory(buffer_.get(), 0)) {
    check(buffer_ && writer_ ? 0 : -1);
    check(xmlTextWriterSetIndent(writer_.get(), 1));
    check(xmlTextWriterStartDocument(writer_.get(), nullptr, "UTF-8", nullptr));
  }

  void open(const char* name) { check(xmlTextWriterStartElement(writer_.get(), chars(name))); }
  void close() { check(xmlTextWriterEndElement(writer_.get())); }
  void attribute(const char* name, const std::string& value) {
    check(xmlTextWriterWriteAttribute(writer_.get(), chars(name), chars(value.c_str())));
  }
  void element(const char* name, const std::string& text) {
    check(xmlTextWriterWriteElement(writer_.get(), chars(name), chars(text.c_str())));
  }
  void person(const std::string& name) {
    open("author");
    element("name", name);
    close();
  }

  std::string finish() {
    check(xmlTextWriterEndDocument(writer_.get()));
    const auto* bytes = xmlBufferContent(buffer_.get());
    return {reinterpret_cast<const char*>(bytes),
            static_cast<std::size_t>(xmlBufferLength(buffer_.get()))};
  }

 private:
  static const xmlChar* chars(const char* text) { return reinterpret_cast<const xmlChar*>(text); }
  static void check(int outcome) {
    if (outcome < 0) throw std::bad_alloc();
  }

  struct Free {
    void operator()(xmlBuffer* buffer) const { xmlBufferFree(buffer); }
    void operator()(xmlTextWriter* writer) const { xmlFreeTextWriter(writer); }
  };
  std::unique_ptr<xmlBuffer, Free> buffer_;
  std::unique_ptr<xmlTextWriter, Free> writer_;  // goes before the buffer that it writes to
};

void write_entry(const Watch& watch, const WatchEntry& entry, XmlWriter& xml) {
  const std::string title = xml_text(entry.title.empty() ? entry.id : entry.title);
  xml.open("entry");
  xml.element("id", "urn:uuid:" + entry_uuid(watch, entry));
  xml.element("title", title);
  xml.element("updated", format_time(entry.told));
  // Of the day alone the archive knows; noon is that day in nearly every time zone.
  if (entry.date) xml.element("published", format_date(*entry.date) + "T12:00:00Z");
  for (const std::string& name : {entry.author, entry.source})
    if (!name.empty()) xml.person(xml_text(name));
  if (!entry.section.empty()) {
    xml.open("category");
    xml.attribute("term", xml_text(entry.section));
    xml.close();
  }
  // An entry has a link or content (RFC 4287, 4.1.2).
  const std::string address = web_address(xml_text(entry.url));
  const std::string summary = xml_text(entry.summary);
  if (address.empty()) {
    xml.element("content", summary.empty() ? title : summary);
  } else {
    xml.open("link");
    xml.attribute("rel", "alternate");
    xml.attribute("href", address);
    xml.close();
    if (!summary.empty()) xml.element("summary", summary);
  }
  xml.close();
}

}  // namespace

std::string atom_feed(const Watch& watch) {
  XmlWriter xml;
  xml.open("feed");
  xml.attribute("xmlns", kAtom);
  xml.element("id", "urn:uuid:" + xml_text(watch.identity));
  xml.element("title", xml_text(watch.name));
  xml.element("subtitle", xml_text(watch.query));
  xml.element("updated", format_time(watch.updated));
  xml.person("newsidx");  // of entries that name nobody
  xml.element("generator", "newsidx");
  for (const WatchEntry& entry : watch.entries) write_entry(watch, entry, xml);
  xml.close();
  return xml.finish();
}

}  // namespace newsidx
