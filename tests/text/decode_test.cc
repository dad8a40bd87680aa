#include "text/decode.h"

#include <doctest/doctest.h>

#include <string>

#include "newsidx/utf8.h"

using newsidx::decode;
using newsidx::Decoded;

TEST_CASE("UTF-8 is taken as it is, without its byte order mark") {
  CHECK(decode("İş birliği").text == "İş birliği");
  CHECK(decode("\xEF\xBB\xBFŞi").text == "Şi");
  CHECK(decode("").text.empty());
  CHECK(decode("").problem.empty());
}

TEST_CASE("the two Turkish encodings") {
  const Decoded windows = decode("Putin\x92in \x93\xDEi\x94 a\xE7\xFDkland\xFD");
  CHECK(windows.text == "Putin’in “Şi” açıklandı");
  CHECK(windows.encoding == "windows-1254");
  const Decoded iso = decode("\xDDstanbul'da k\xFD\xF0\xFDt, \xF6\xFC\xE7");
  CHECK(iso.text == "İstanbul'da kığıt, öüç");
  CHECK(iso.encoding == "ISO-8859-9");
  // A degree sign among Turkish letters is no reason to refuse.
  CHECK(decode("s\xFD"
               "cakl\xFDk 43\xB0, \xFE\xF6yle dedi")
            .text == "sıcaklık 43°, şöyle dedi");
}

TEST_CASE("windows-1254 bytes amid UTF-8 are mended") {
  const Decoded mixed = decode(
      "Türkiye çok güzel, Putin\x92in a\xE7"
      "ıklaması");
  CHECK(mixed.text == "Türkiye çok güzel, Putin’in açıklaması");
  CHECK(mixed.mended == 2);
}

TEST_CASE("what is no text is told apart") {
  CHECK(decode(std::string("\x7F"
                           "ELF\x02\x01\x01\0\0\0\0\0\0",
                           13))
            .problem.find("binary") != std::string::npos);
  CHECK(decode("Türkçe şöyle \xFF\xFE\x81 bitti").problem.find("byte FF at offset 17") !=
        std::string::npos);
  CHECK(decode("\x1F\x8B\x08").problem.find("zcat") != std::string::npos);
  CHECK(decode("abc \x81\x8D\x90").problem.find("neither UTF-8 nor windows-1254") !=
        std::string::npos);
  CHECK(decode("\xFF\xFE\x41").problem.find("UTF-16") != std::string::npos);
}

TEST_CASE("UTF-16 with its mark, and a NUL here and there") {
  CHECK(decode(std::string("\xFF\xFE\x5E\x01i\0", 6)).text == "Şi");
  CHECK(decode(std::string("\xFE\xFF\x01\x5E\0i", 6)).text == "Şi");
  CHECK(decode(std::string("\xFF\xFE\x3D\xD8\x00\xDE", 6)).text == "\xF0\x9F\x98\x80");
  for (const std::string& broken :
       {std::string("\xFF\xFE\x3D\xD8", 4), std::string("\xFF\xFE\x00\xDEi\0", 6),
        std::string("\xFF\xFE\x3D\xD8i\0", 6)}) {
    CHECK(decode(broken).problem.find("UTF-16") != std::string::npos);
    CHECK(decode(broken).text.empty());
  }
  std::string text(500, 'a');
  text[250] = '\0';
  const Decoded decoded = decode(text);
  CHECK(decoded.nul_bytes == 1);
  CHECK(decoded.text[250] == ' ');
}

TEST_CASE("walking UTF-8") {
  CHECK(newsidx::find_invalid_utf8("Şi\xC5") == 3);
  CHECK(newsidx::find_invalid_utf8("a\xED\xA0\x80") == 1);  // a surrogate
  CHECK(newsidx::find_invalid_utf8("Şi") == std::string::npos);
  CHECK(newsidx::cut_to_bytes("aşb", 2) == "a");
  CHECK(newsidx::cut_to_code_points("aşb", 2) == "aş");
  CHECK(newsidx::collapse_spaces("  a \n\t b  ") == "a b");
  CHECK(newsidx::trim(" \n a b \t") == "a b");
}
