#include "text/decode.h"

#include <algorithm>
#include <array>

#include "newsidx/utf8.h"

namespace newsidx {
namespace {

using Byte = unsigned char;

// windows-1254 for 80-9F; https://encoding.spec.whatwg.org/index-windows-1254.txt, where the
// undefined bytes map to the C1 control of their value (0 here).
constexpr std::array<char32_t, 32> kHighControls = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0,      0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0,      0x0178};

// The code point of a byte above 7F; 0 when the encoding has none. From A0 on the two Turkish
// encodings agree: they are Latin-1 but for six letters.
char32_t turkish_code_point(Byte byte) {
  switch (byte) {
    case 0xD0:
      return U'Ğ';
    case 0xDD:
      return U'İ';
    case 0xDE:
      return U'Ş';
    case 0xF0:
      return U'ğ';
    case 0xFD:
      return U'ı';
    case 0xFE:
      return U'ş';
    default:
      return byte < 0xA0 ? kHighControls[byte - 0x80U] : byte;
  }
}

// Bytes above 7F that Turkish text has every reason to hold: its letters, quotes, dashes, no-break
// space.
bool is_expected(Byte byte) {
  constexpr std::string_view kExpected =
      "\xC7\xD0\xDD\xD6\xDE\xDC\xE7\xF0\xFD\xF6\xFE\xFC\xC2\xCE\xDB\xE2\xEE\xFB"
      "\x85\x91\x92\x93\x94\x96\x97\xA0\xAB\xBB";
  return kExpected.find(static_cast<char>(byte)) != std::string_view::npos;
}

// Every byte must have a code point.
std::string from_turkish(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  for (const char c : bytes) {
    const auto byte = static_cast<Byte>(c);
    if (byte < 0x80)
      out += c;
    else
      append_code_point(out, turkish_code_point(byte));
  }
  return out;
}

bool has_utf16_mark(std::string_view bytes) {
  return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
}

// Of any length; ICU counts in 32 bits.
Decoded from_utf16(std::string_view bytes) {
  Decoded result;
  const bool little = bytes.starts_with("\xFF\xFE");
  const auto unit_at = [&](std::size_t at) {
    const auto first = static_cast<Byte>(bytes[at]);
    const auto second = static_cast<Byte>(bytes[at + 1]);
    return little ? char32_t{second} << 8U | first : char32_t{first} << 8U | second;
  };
  bool is_whole = bytes.size() % 2 == 0;
  for (std::size_t at = 2; is_whole && at < bytes.size(); at += 2) {
    char32_t code = unit_at(at);
    if (code >= 0xD800 && code < 0xE000) {
      const bool leads = code < 0xDC00 && at + 2 < bytes.size();
      const char32_t trail = leads ? unit_at(at + 2) : 0;
      is_whole = trail >= 0xDC00 && trail < 0xE000;
      code = 0x10000 + ((code & 0x3FFU) << 10U) + (trail & 0x3FFU);
      at += 2;
    }
    if (is_whole) append_code_point(result.text, code);
  }
  if (!is_whole) {
    result.text.clear();
    result.problem = "begins like UTF-16, but is not; convert it with iconv";
    return result;
  }
  result.encoding = "UTF-16";
  return result;
}

// More than one control byte in a hundred that no text has (NUL apart, which copying tools leave
// behind, but then few), or a NUL in every hundred bytes.
bool looks_binary(std::string_view bytes) {
  const std::string_view sample = bytes.substr(0, 65536);
  const auto odd = std::count_if(sample.begin(), sample.end(), [](char c) {
    const auto byte = static_cast<Byte>(c);
    return (byte < 0x20 && !(byte >= '\t' && byte <= '\r') && byte != 0x1B) || byte == 0x7F;
  });
  return static_cast<std::size_t>(odd) * 100 > std::max<std::size_t>(sample.size(), 100);
}

// What the first bytes of a compressed file tell; empty for others.
std::string_view compression_of(std::string_view bytes) {
  if (bytes.starts_with("\x1F\x8B")) return "gzip; try zcat FILE | newsidx add -";
  if (bytes.starts_with("\x28\xB5\x2F\xFD")) return "zstd; try zstdcat FILE | newsidx add -";
  if (bytes.starts_with("\xFD"
                        "7zXZ"))
    return "xz; try xzcat FILE | newsidx add -";
  if (bytes.starts_with("PK\x03\x04")) return "zip; unpack it first";
  return "";
}

std::string invalid_byte_problem(std::string_view bytes, std::size_t at) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  const auto byte = static_cast<Byte>(bytes[at]);
  return std::string("neither UTF-8 nor windows-1254: byte ") + kHex[byte >> 4U] +
         kHex[byte & 15U] + " at offset " + std::to_string(at) +
         "; convert it to UTF-8, for instance with iconv";
}

// UTF-8 in which some bytes belong to windows-1254, as when files of two encodings were joined.
Decoded from_mixture(std::string_view bytes, std::size_t first_invalid) {
  Decoded result;
  result.encoding = "UTF-8";
  std::size_t done = 0;
  for (std::size_t at = first_invalid; at != std::string_view::npos;
       at = find_invalid_utf8(bytes, done)) {
    if (!is_expected(static_cast<Byte>(bytes[at]))) {
      result.text.clear();
      result.problem = invalid_byte_problem(bytes, at);
      return result;
    }
    result.text.append(bytes, done, at - done);
    append_code_point(result.text, turkish_code_point(static_cast<Byte>(bytes[at])));
    ++result.mended;
    done = at + 1;
  }
  result.text.append(bytes, done);
  return result;
}

Decoded from_8_bit(std::string_view bytes, std::size_t first_invalid) {
  std::size_t high = 0;
  std::size_t expected = 0;
  std::size_t pairs = 0;  // bytes above 7F that form valid UTF-8
  bool controls = false;
  std::size_t undefined = std::string_view::npos;
  std::size_t next_invalid = first_invalid;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<Byte>(bytes[i]);
    if (byte < 0x80) continue;
    if (i > next_invalid) next_invalid = find_invalid_utf8(bytes, i);
    ++high;
    expected += is_expected(byte);
    pairs += i != next_invalid;
    controls |= byte < 0xA0;
    if (turkish_code_point(byte) == 0 && undefined == std::string_view::npos) undefined = i;
  }
  if (pairs * 2 > high) return from_mixture(bytes, first_invalid);
  Decoded result;
  if (undefined != std::string_view::npos || expected * 10 < high * 6) {
    result.problem = invalid_byte_problem(bytes, std::min(undefined, first_invalid));
    return result;
  }
  result.text = from_turkish(bytes);
  result.encoding = controls ? "windows-1254" : "ISO-8859-9";
  return result;
}

}  // namespace

char32_t windows_1254_high_control(unsigned char byte) {
  return kHighControls[(byte - 0x80U) & 31U];
}

Decoded decode(std::string_view bytes, NulBytes nul_bytes) {
  Decoded result;
  if (const std::string_view compression = compression_of(bytes); !compression.empty()) {
    result.problem = "compressed with " + std::string(compression);
  } else if (has_utf16_mark(bytes)) {
    result = from_utf16(bytes);
  } else if (looks_binary(bytes)) {
    result.problem = "not text: binary data";
  } else {
    if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
    const std::size_t invalid = find_invalid_utf8(bytes);
    if (invalid != std::string_view::npos) {
      result = from_8_bit(bytes, invalid);
    } else {
      result.text = bytes;
      result.encoding = "UTF-8";
    }
  }
  for (char& c : result.text) {
    if (c != '\0') continue;
    if (nul_bytes == NulBytes::kReplaced) c = ' ';
    ++result.nul_bytes;
  }
  return result;
}

}  // namespace newsidx
