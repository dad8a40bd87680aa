"""Articles that cannot be used: each is named with its place and reason, and the rest is done."""

import json
import os
import re

from harness import DONE, NOT_FOUND, NOTHING_FOUND, SOME_REFUSED, CliTest, complaint

GOOD = " date 2025-09-02 Kıyıda {} martı uçtu."


class BadArticleTest(CliTest):
    """Every run reads a good article, the bad input, and another good article."""

    def setUp(self):
        super().setUp()
        self.first = self.work.write("a-first.txt", GOOD.format("ilk"))
        self.last = self.work.write("z-last.txt", GOOD.format("son"))

    def add_among_good(self, *bad, options=(), **popen):
        return self.work.newsidx("add", self.first, *bad, self.last, *options, **popen)

    def assert_rest_done(self, more=0):
        self.assertEqual(len(self.work.found("ilk")), 1)
        self.assertEqual(len(self.work.found("son")), 1)
        self.assertEqual(self.work.statistics()["articles"], 2 + more)

    def assert_refused(self, name, reason, place=None, options=()):
        run = self.add_among_good(name, options=options)
        self.assert_ended(run, SOME_REFUSED, err=complaint(f"{re.escape(place or name)}: {reason}"))
        self.assert_counts(run, added=2, refused=1)
        self.assert_rest_done()

    def assert_line_refused(self, line, reason):
        """A line of JSON between two good ones."""
        name = self.work.write_json_lines(
            "lines.jsonl",
            {"id": "above", "text": "Üstteki yazı."},
            line,
            {"id": "below", "text": "Alttaki yazı."},
        )
        run = self.add_among_good(name)
        self.assert_ended(run, SOME_REFUSED, err=complaint(rf"lines\.jsonl:2: {reason}"))
        self.assert_counts(run, added=4, refused=1)
        self.assert_rest_done(more=2)
        self.assertEqual(sorted(self.work.found("üstteki alttaki")), ["above", "below"])

    def test_missing_path(self):
        run = self.add_among_good("missing.txt", "missing-too.jsonl")
        self.assert_ended(
            run,
            NOT_FOUND,
            err=complaint(
                r"missing\.txt: no such file or folder",
                r"missing-too\.jsonl: no such file or folder",
            ),
        )
        self.assert_counts(run, added=2)
        self.assert_rest_done()

    def test_unreadable_file(self):
        name = self.work.write("secret.txt", "Gizli yazı.")
        os.chmod(self.work.folder / name, 0)
        folder = self.work.folder / "shut"
        folder.mkdir(mode=0)
        self.work.index.mkdir()
        self.work.index.chmod(0o777)
        run = self.add_among_good(name, "shut", unprivileged=True)
        folder.chmod(0o755)
        self.assert_ended(
            run,
            SOME_REFUSED,
            err=complaint(
                "shut: Permission denied", r"secret\.txt: cannot be read: Permission denied"
            ),
        )
        self.assert_counts(run, added=2, refused=2)
        self.assert_rest_done()

    def test_empty_files(self):
        self.assert_refused(self.work.write("empty.txt", ""), "empty file")

    def test_empty_json_file(self):
        self.assert_refused(self.work.write("empty.jsonl", ""), "empty file")

    def test_file_without_text(self):
        for content in ("  \r\n\t\n", " date 2025-09-02 \n", "\ufeff", "<p></p>", "REKLAM"):
            with self.subTest(content=content):
                run = self.add_among_good(self.work.write("bare.txt", content))
                self.assert_ended(run, SOME_REFUSED, err=complaint(r"bare\.txt: no text in it"))
                self.assert_rest_done()

    def test_binary_file(self):
        name = self.work.write("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
        self.assert_refused(name, ".*binary.*")

    def test_binary_file_as_json(self):
        name = self.work.write(
            "picture.jsonl", b"\x89PNG\r\x1a" + bytes(n for n in range(256) if n != 10)
        )
        self.assert_refused(name, ".*binary.*", place="picture.jsonl:1")

    def test_utf8_beyond_repair(self):
        name = self.work.write("odd.txt", "Kıyıda martı. ".encode() * 20 + b"\xff\xfe\x81\x8d" * 3)
        self.assert_refused(name, "neither UTF-8 nor windows-1254: byte FF at offset [0-9]+.*")

    def test_utf16_that_is_none(self):
        self.assert_refused(self.work.write("odd.txt", b"\xff\xfeabc"), ".*UTF-16.*")

    def test_broken_json_in_the_middle(self):
        self.assert_line_refused(
            '{"id": "broken", "text": "Yarım', "broken JSON at byte [0-9]+ of [0-9]+"
        )

    def test_line_that_is_no_object(self):
        for line in ('"yazı"', "42", "null", "true"):
            with self.subTest(line=line):
                self.assert_line_refused(line, ".*not a JSON object.*")
                self.work.newsidx("remove", "-q", "above", "below", *self.work.found("ilk son"))

    def test_line_without_text(self):
        for rest in ("", ', "text": null', ', "text": ""', ', "text": "  "', ', "text": 42'):
            with self.subTest(rest=rest):
                self.assert_line_refused('{"id": "x", "title": "Başlık"%s}' % rest, ".*(no|its) text.*")
                self.work.newsidx("remove", "-q", "above", "below", *self.work.found("ilk son"))

    def test_line_with_an_impossible_date(self):
        self.assert_line_refused(
            '{"id": "x", "date": "2025-02-30", "text": "Yazı."}',
            ".*no day of the calendar: 2025-02-30",
        )

    def test_line_with_fields_of_a_wrong_kind(self):
        self.assert_line_refused(
            '{"id": ["x"], "text": "Yazı."}', "its id is neither text nor a number"
        )

    def test_line_of_invalid_utf8(self):
        self.assert_line_refused(
            b'{"id": "x", "text": "' + b"\x81\x8d\xff" * 5 + b'"}',
            "neither UTF-8 nor windows-1254.*",
        )

    def test_lone_surrogate(self):
        self.assert_line_refused('{"id": "x", "text": "Yaz\\ud800ı."}', "broken JSON.*")

    def test_json_array(self):
        one_line = self.work.write("array.jsonl", json.dumps([{"id": "x", "text": "Yazı."}]))
        self.assert_refused(one_line, ".*JSON array.*one object a line.*", place="array.jsonl:1")

    def test_json_over_many_lines_is_refused_once(self):
        article = {"id": "x", "text": "Yazı."}
        for content, reason in (
            ([article] * 30, ".*JSON array.*one object a line.*"),
            (article, ".*one object a line.*"),
        ):
            with self.subTest(content=str(content)[:30]):
                name = self.work.write("pretty.json", json.dumps(content, indent=1))
                run = self.work.newsidx("add", self.first, name, self.last)
                self.assert_ended(run, SOME_REFUSED, err=complaint(rf"pretty\.json:1: {reason}"))
                self.assert_rest_done()

    def test_impossible_date_in_the_header(self):
        self.assert_refused(
            self.work.write("x.txt", " date 2025-02-30 Yazı burada."),
            ".*no day of the calendar: 2025-02-30",
        )

    def test_large_article(self):
        size = 50_000_000
        self.assert_refused(
            self.work.write("large.txt", b"Martilar. " * (size // 10)),
            "larger than 10000000 bytes.*--max-article-bytes.*",
        )

    def test_large_line(self):
        line = '{"id": "x", "text": "%s"}' % ("Martilar. " * 5_000_000)
        self.assert_line_refused(line, "larger than 10000000 bytes.*--max-article-bytes.*")

    def test_limit_of_size_is_an_option(self):
        name = self.work.write("x.txt", GOOD.format("ufak"))
        size = len(GOOD.format("ufak").encode())
        over = self.work.newsidx("add", name, "--max-article-bytes", str(size - 1))
        self.assert_ended(
            over, SOME_REFUSED, err=complaint(rf"x\.txt: larger than {size - 1} bytes.*")
        )
        self.assert_ended(self.work.newsidx("add", name, "--max-article-bytes", str(size)), DONE)

    def test_nul_byte_in_text(self):
        name = self.work.write("nul.txt", GOOD.format("kaval\0sesiyle"))
        run = self.add_among_good(name)
        self.assert_ended(run, DONE, err=complaint(r"note: nul\.txt: .*NUL bytes.*"))
        self.assert_counts(run, added=3)
        self.assertIn("1 article repaired", run.out)
        self.assert_rest_done(more=1)
        self.assertEqual(self.work.found("kaval"), self.work.found('"kaval sesiyle"'))

    def test_nul_byte_in_json_comes_back(self):
        for text in ("Kaval\0sesi.", "\0Kaval", "Kaval\0", "Kaval \\\\\0 sesi", "Kaval \\\"\0 sesi"):
            with self.subTest(text=text):
                line = '{"id": "nul"\0, "title": "Kısa\0not", "x": "y\0z", "text": "' + text + '"}'
                name = self.work.write("nul.jsonl", line + " " * 800)
                run = self.work.newsidx("add", name)
                self.assert_ended(run, DONE, None, complaint(r"note: nul\.jsonl:1: NUL bytes.*: 4"))
                original = text.replace("\\\\", "\\").replace('\\"', '"').encode()
                self.assertEqual(self.work.original("nul"), original)
                article = self.work.article("nul")
                self.assertEqual((article["title"], article["extra"]), ("Kısa not", {"x": "y\0z"}))

    def test_nul_where_it_cannot_be(self):
        lines = [
            '{"id": "a\0b", "text": "Kaval."}',
            '{"id": "a\\u0000b", "text": "Kaval."}',
            '{"id": "a", "text": "Kaval\\\0"}',
        ]
        for line in lines:
            with self.subTest(line=line):
                name = self.work.write("nul.jsonl", line + " " * 800)
                run = self.work.newsidx("add", name, "-q")
                self.assert_ended(
                    run, SOME_REFUSED, None,
                    complaint(r"nul\.jsonl:1: (its id holds a control character .*|broken JSON.*)"),
                )

    def test_control_codes_in_an_address(self):
        url = "http://e.org/" + "\\u0000" * 230 + "\\n"
        name = self.work.write("nul.jsonl", '{"id": "nul", "text": "Kaval.", "url": "' + url + 'x"}')
        run = self.work.newsidx("add", name, "-q")
        self.assert_ended(run, DONE, "", "")
        self.assertEqual(
            self.work.article("nul")["url"], "http://e.org/" + "%00" * 230 + "%0Ax"
        )

    def test_nul_character_in_json(self):
        name = self.work.write(
            "nul.jsonl", '{"id": "nul", "title": "Kısa\\u0000not", "text": "Kaval\\u0000sesi."}'
        )
        run = self.add_among_good(name)
        self.assert_ended(run, DONE, err=complaint(r"note: nul\.jsonl:1: .*"))
        self.assert_rest_done(more=1)
        self.assertEqual(self.work.article("nul")["text"], "Kaval sesi.")
        self.assertEqual(self.work.article("nul")["title"], "Kısa not")

    def test_quiet_still_names_what_was_refused(self):
        run = self.add_among_good(self.work.write("empty.txt", ""), options=["-q"])
        self.assert_ended(run, SOME_REFUSED, "", complaint(r"empty\.txt: empty file"))

    def test_report_as_json(self):
        run = self.add_among_good(
            self.work.write("empty.txt", ""), "missing.txt", options=["--format", "json"]
        )
        self.assertEqual(run.code, NOT_FOUND)
        report = run.json
        self.assertEqual(
            (report["v"], report["added"], report["refused"], report["missing_paths"]), (1, 2, 1, 1)
        )


class LongIdTest(CliTest):
    def test_ids_of_300_bytes_that_differ_at_the_end(self):
        stem = "ş" * 149
        ids = [stem + "01", stem + "02", "x" * 244, "x" * 245, "x" * 246, "x" * 300]
        words = ["armut", "elma", "kiraz", "üzüm", "muz", "ayva"]
        self.work.add(
            *(
                {"id": i, "text": f"Tezgahta {word} var."}
                for i, word in zip(ids, words, strict=True)
            )
        )
        self.assertEqual(self.work.statistics()["articles"], len(ids))
        for article_id, word in zip(ids, words, strict=True):
            self.assertEqual(self.work.article(article_id)["id"], article_id)
            self.assertEqual(self.work.found(word), [article_id])
        self.assert_ended(
            self.work.newsidx("get", stem), NOTHING_FOUND, "", complaint(".*no article.*")
        )
        run = self.work.newsidx("remove", ids[0])
        self.assert_ended(run, DONE, "1 removed, 0 not there\n")
        self.assertEqual(self.work.article(ids[1])["id"], ids[1])
