"""Text as archives hold it: encodings, line ends, control codes, advertisement marks. Whatever is
mended, `get --original` gives back the very bytes."""

import unicodedata

from harness import DONE, CliTest, complaint

HEADER = " date 2025-09-02 "


class TextTest(CliTest):
    def add_text(self, content, note=None):
        """Adds one file, checks what is said of it and that its bytes are kept."""
        content = content.encode() if isinstance(content, str) else content
        run = self.work.newsidx("add", self.work.write("2025-09-02.txt", content))
        self.assert_ended(
            run, DONE, err=complaint(rf"note: 2025-09-02\.txt: {note}") if note else ""
        )
        self.assert_counts(run, added=1)
        (article_id,) = self.work.found("martı")
        self.assertEqual(self.work.original(article_id), content)
        article = self.work.article(article_id)
        self.assert_ended(self.work.newsidx("remove", "-q", article_id), DONE, "")
        return article

    def assert_text(self, content, expected, note=None):
        with self.subTest(content=content):
            self.assertEqual(self.add_text(content, note)["text"], expected)


class EncodingTest(TextTest):
    TEXT = "Işıklı İstanbul'da çığlık çığlığa bir martı gördük; ağaç üşüdü."

    def test_utf8_with_byte_order_mark(self):
        article = self.add_text("\ufeff" + HEADER + self.TEXT)
        self.assertEqual((article["text"], article["date"]), (self.TEXT, "2025-09-02"))

    def test_windows_1254(self):
        text = f"‘Martı’ dediler: “{self.TEXT}” – Putin’in… €"
        content = text.encode("cp1254")
        self.assertTrue({0x91, 0x92, 0x93, 0x94} <= set(content))
        self.assert_text(content, text, "converted from windows-1254")

    def test_suffix_behind_a_windows_apostrophe(self):
        self.work.write("2025-09-02.txt", "Putin’in uçağı İstanbul’da".encode("cp1254"))
        self.assertEqual(self.work.newsidx("add", "2025-09-02.txt").code, DONE)
        self.assertEqual(len(self.work.found("putin")), 1)
        self.assertEqual(len(self.work.found("istanbul")), 1)

    def test_iso_8859_9(self):
        self.assert_text(self.TEXT.encode("iso8859_9"), self.TEXT, "converted from ISO-8859-9")

    def test_conversion_is_counted(self):
        name = self.work.write("2025-09-02.txt", self.TEXT.encode("iso8859_9"))
        self.assertIn(
            "  1 article converted from another encoding", self.work.newsidx("add", name).out
        )

    def test_stray_windows_bytes_amid_utf8(self):
        content = (self.TEXT + " Putin").encode() + b"\x92" + "in uçağı.".encode()
        self.assert_text(
            content, self.TEXT + " Putin’in uçağı.", "bytes of windows-1254 amid UTF-8 converted: 1"
        )

    def test_utf16(self):
        self.assert_text(
            ("\ufeff" + self.TEXT).encode("utf-16-le"), self.TEXT, "converted from UTF-16"
        )

    def test_json_lines_in_windows_1254(self):
        line = '{"id": "a", "text": "%s"}\n' % self.TEXT
        run = self.work.newsidx("add", self.work.write("a.jsonl", line.encode("cp1254")))
        self.assert_ended(
            run,
            DONE,
            err=complaint(r"note: a\.jsonl(:1)?: converted from (windows-1254|ISO-8859-9)"),
        )
        self.assertEqual(self.work.article("a")["text"], self.TEXT)


class MendingTest(TextTest):
    def test_line_ends(self):
        article = self.add_text(
            HEADER + "\r\nMartı haberi\r\n\r\nBirinci satır.\rİkinci satır.\r\n"
        )
        self.assertEqual(
            (article["title"], article["text"]), ("Martı haberi", "Birinci satır.\nİkinci satır.")
        )

    def test_c1_controls_are_windows_characters(self):
        self.assert_text(
            "Putin\u0092in \u0093martı\u0094 sözü.",
            "Putin’in “martı” sözü.",
            ".*control codes mended: .*",
        )

    def test_other_controls_become_spaces(self):
        self.assert_text("Kıyıda\x01martı\x1buçtu.", "Kıyıda martı uçtu.", ".*control codes mended: .*")

    def test_article_mended_in_two_ways_is_counted_once(self):
        name = self.work.write(
            "2025-09-02.txt", "Kıyıda\0bir martı\x01uçtu, sonra yine kondu." + " Deniz." * 30
        )
        self.assertIn("  1 article repaired", self.work.newsidx("add", name).out)

    def test_normal_form(self):
        self.assert_text(
            unicodedata.normalize("NFD", "Güneşli kıyıda martı."), "Güneşli kıyıda martı."
        )

    def test_invisible_characters(self):
        self.assert_text("Kı\u00adyı\u200bda\u00a0martı\ufeff.", "Kıyıda martı.")

    def test_no_line_end_at_the_end_is_added(self):
        self.assert_text("Kıyıda martı", "Kıyıda martı")

    def test_markup(self):
        self.assert_text("<p>Kıyıda <b>martı</b> &amp; yunus</p>", "Kıyıda martı & yunus")
        self.assert_text("Kıyıda 3 < 5 martı, a > b.", "Kıyıda 3 < 5 martı, a > b.")


class AdvertisementTest(TextTest):
    def test_between_sentences(self):
        self.assert_text(
            "Kıyıda martı gördük. REKLAM Sonra uçtu.", "Kıyıda martı gördük. Sonra uçtu."
        )
        self.assert_text(
            "Başlık\n\nMartı geldi.\nREKLAM\nSonra uçtu.\n", "Martı geldi.\n\nSonra uçtu."
        )
        self.assert_text("Martı uçtu. REKLAM", "Martı uçtu.")
        self.assert_text("REKLAM Martı uçtu.", "Martı uçtu.")

    def test_twice_in_a_row(self):
        self.assert_text("Martı uçtu. REKLAM REKLAM Sonra kondu.", "Martı uçtu. Sonra kondu.")

    def test_words_are_kept(self):
        for text in (
            "Martı için REKLAM KURULU karar verdi.",
            "Kıyıda martı. REKLAM KURULU toplandı.",
            "Martılı reklam beğenildi. Reklam ödül aldı.",
            "Martı, REKLAM yıldızı oldu.",
            "Martı. REKLAMCILAR Derneği toplandı.",
        ):
            self.assert_text(text, text)

    def test_kept_words_are_found(self):
        self.work.add(
            {"id": "board", "text": "Dün toplandı. REKLAM KURULU karar verdi."},
            {"id": "mark", "text": "Kıyıda martı. REKLAM Sonra uçtu."},
        )
        self.assertEqual(self.work.found("reklam"), ["board"])


class OriginalTest(CliTest):
    def test_original_of_json_is_its_text(self):
        text = "  Kıyıda\r\nmartı. REKLAM Uçtu.\u0092 \x01\n"
        self.work.add({"id": "a", "title": "Başlık", "text": text, "x": 1})
        self.assertEqual(self.work.original("a"), text.encode())

    def test_originals_follow_each_other_untouched(self):
        self.work.add({"id": "a", "text": "Bir\n"}, {"id": "b", "text": "İki"})
        run = self.work.newsidx("get", "--original", "b", "a")
        self.assert_ended(run, DONE, "İkiBir\n")

    def test_bytes_of_every_kind(self):
        contents = [
            b" date 2025-09-02 \r\nBa\xfel\xfdk\r\n\r\nMart\xfd \x93u\xe7tu\x94.\r\n",
            b"x\0y mart\xc4\xb1",
            "\ufeffBaşlık\n\nMartı &amp; <b>yunus</b>\n\n\n".encode(),
            "e\u0301 martı".encode(),
        ]
        for number, content in enumerate(contents):
            name = self.work.write(f"2025-09-0{number + 1}.txt", content)
            self.assertEqual(self.work.newsidx("add", "-q", name).code, DONE)
        originals = [self.work.original(article_id) for article_id in self.work.found("martı")]
        self.assertEqual(sorted(originals), sorted(contents))
