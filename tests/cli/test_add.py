"""What becomes of an article on its way in: its date, title, id and other fields."""

import os
import re
import unicodedata

from harness import DONE, CliTest

SUMMARY = re.compile(r"(\d+) added, (\d+) replaced(?:, (\d+) unchanged)?, (\d+) refused in .*\n(?:  .*\n)*")


class AddTest(CliTest):
    def add(self, *args, err="", **popen):
        run = self.work.newsidx("add", *args, **popen)
        self.assert_ended(run, DONE, SUMMARY, err)
        return run

    def only_article(self):
        self.assertEqual(self.work.statistics()["articles"], 1)
        return self.work.article(self.work.found("martı")[0])


class DateTest(AddTest):
    def add_text(self, text, name="yazı.txt", options=(), **expected):
        run = self.add(self.work.write(name, text), *options, **expected)
        return run, self.only_article()["date"]

    def test_header(self):
        for header in (
            " date 2025-09-02 ",
            "date 2025-09-02 ",
            " date 2025-09-02\n",
            "\n  date\t2025-09-02\r\n",
        ):
            with self.subTest(header=header):
                _, date = self.add_text(header + "Kıyıda martı.")
                self.assertEqual(date, "2025-09-02")
                self.assertEqual(self.only_article()["text"], "Kıyıda martı.")

    def test_the_word_date_alone_is_no_header(self):
        self.add(self.work.write("2025-01-02.txt", "date palmiyesi altında martı."))
        self.assertEqual(self.only_article()["text"], "date palmiyesi altında martı.")

    def test_file_name(self):
        for name in ("2025-09-02-marti.txt", "kiyi_2025_09_02.txt", "20250902.txt"):
            with self.subTest(name=name):
                self.assertEqual(self.add_text("Martı.", name)[1], "2025-09-02")

    def test_impossible_date_in_the_file_name_is_none(self):
        self.assertEqual(
            self.add_text("Martı.", "2025-02-30.txt", ["--date", "2024-01-01"])[1], "2024-01-01"
        )

    def test_option(self):
        self.assertEqual(
            self.add_text("Martı.", options=["--date", "2 Eylül 2025"])[1], "2025-09-02"
        )

    def test_header_outdoes_option_and_name(self):
        _, date = self.add_text(
            " date 2025-09-02 Martı.", "2020-01-01.txt", ["--date", "2021-01-01"]
        )
        self.assertEqual(date, "2025-09-02")

    def test_file_time_and_saying_so(self):
        name = self.work.write("yazı.txt", "Martı.")
        os.utime(self.work.folder / name, (1_000_000_000, 1_000_000_000))
        run = self.add(name, err="newsidx: note: yazı.txt: dated by the file's time: 2001-09-09\n")
        self.assertIn("  1 article dated by the file's time", run.out)
        self.assertEqual(self.only_article()["date"], "2001-09-09")

    def test_many_notes_are_cut_short_unless_asked_for(self):
        for number in range(30):
            self.work.write(f"many/{number}.txt", f"Martı {number}.")
        run = self.work.newsidx("add", "many")
        self.assertEqual((run.code, len(run.err.splitlines())), (DONE, 11))
        self.assertIn("30 articles dated by the file's time", run.out)
        self.assertEqual(len(self.work.newsidx("add", "many", "-v").err.splitlines()), 30)
        self.assert_ended(self.work.newsidx("add", "many", "-q"), DONE, "", "")

    def test_json_line_without_a_date_is_undated(self):
        name = self.work.write_json_lines("2025-09-02.jsonl", {"id": "a", "text": "Martı."})
        run = self.add(name)
        self.assertIn("  1 article without a date", run.out)
        self.assertIsNone(self.only_article()["date"])

    def test_dates_of_json(self):
        forms = [
            "2025-09-02",
            "2.9.2025",
            "02/09/2025",
            "20250902",
            20250902,
            "2 Eylül 2025",
            "2025-09-02T23:10:00+03:00",
            "2025-09-02 08:00",
        ]
        self.work.add(
            *({"id": str(n), "date": form, "text": "Martı."} for n, form in enumerate(forms))
        )
        dates = [self.work.article(str(n))["date"] for n in range(len(forms))]
        self.assertEqual(dates, ["2025-09-02"] * len(forms))


class TitleTest(AddTest):
    def test_first_line(self):
        self.add(self.work.write("2025-09-02.txt", "Martılar döndü\n\nKıyıda bugün martı çoktu.\n"))
        article = self.only_article()
        self.assertEqual(
            (article["title"], article["text"]), ("Martılar döndü", "Kıyıda bugün martı çoktu.")
        )

    def test_first_sentence(self):
        text = "Prof. Dr. Ak 3. kez martı saydı. Sonra eve gitti. Uyudu."
        self.add(self.work.write("2025-09-02.txt", text))
        article = self.only_article()
        self.assertEqual(
            (article["title"], article["text"]), ("Prof. Dr. Ak 3. kez martı saydı.", text)
        )

    def test_given_title_repeated_in_the_text(self):
        self.work.add(
            {"id": "a", "title": "Martı haberi", "text": "Martı haberi\nKıyıda martı gördük."}
        )
        self.assertEqual(self.work.article("a")["text"], "Kıyıda martı gördük.")

    def test_leave_out(self):
        article = {
            "id": "a",
            "title": "Yanlış başlık",
            "tags": ["x"],
            "text": "Martılar döndü\nKıyı doldu.",
        }
        self.work.add(article, options=["--leave-out", "title", "--leave-out", "tags"])
        found = self.work.article("a")
        self.assertEqual((found["title"], found["extra"]), ("Martılar döndü", {}))
        self.assertEqual(self.work.found("yanlış"), [])


class IdentityTest(AddTest):
    def test_adding_again_replaces(self):
        lines = [{"id": "a", "text": "Kıyıda martı."}, {"id": "b", "text": "Denizde yunus."}]
        run = self.add(self.work.write_json_lines("a.jsonl", *lines))
        self.assert_counts(run, added=2)
        lines[0]["text"] = "Kıyıda karabatak."
        run = self.add(
            self.work.write_json_lines("a.jsonl", *lines, {"id": "c", "text": "Gökte leylek."})
        )
        self.assert_counts(run, added=1, replaced=1, unchanged=1)
        self.assertEqual(
            [self.work.found(word) for word in ("martı", "karabatak", "yunus", "leylek")],
            [[], ["a"], ["b"], ["c"]],
        )
        self.assertEqual(self.work.statistics()["articles"], 3)

    def test_same_id_twice_in_one_run(self):
        run = self.add(
            self.work.write_json_lines(
                "a.jsonl", {"id": "a", "text": "Eski martı."}, {"id": "a", "text": "Yeni yunus."}
            )
        )
        self.assert_counts(run, added=1, replaced=1)
        self.assertEqual((self.work.found("martı"), self.work.found("yunus")), ([], ["a"]))

    def test_id_comes_from_the_content(self):
        text = " date 2025-09-02 Kıyıda bir martı uçtu."
        run = self.add(
            self.work.write("one/x.txt", text), self.work.write("other/place/y.txt", text)
        )
        self.assert_counts(run, added=1, replaced=1)
        first = self.only_article()["id"]
        os.utime(self.work.folder / "one/x.txt", (1, 1))
        elsewhere = self.work.newsidx("add", "one/x.txt", "-q", "--index", "second")
        self.assert_ended(elsewhere, DONE)
        found = self.work.newsidx("search", "martı", "--format", "ids", "--index", "second")
        self.assert_ended(found, DONE, first + "\n")
        self.assert_counts(self.add(self.work.write("z.txt", text + " Sonra kondu.")), added=1)

    def test_number_as_id(self):
        self.work.add(
            {"id": 558167, "text": "Martı."}, {"id": 12345678901234567890, "text": "Yunus."}
        )
        self.assertEqual(self.work.article("558167")["id"], "558167")
        self.assertEqual(self.work.found("yunus"), ["12345678901234567890"])

    def test_ids_are_keys_not_text(self):
        # What cleans text must not make one id of two, or another id than the one given.
        ids = [
            "a&amp;b",
            "a&b",
            "<i>7</i>",
            "7",
            "REKLAM",
            "a/b",
            unicodedata.normalize("NFD", "şiğ"),
        ]
        self.work.add(*({"id": article_id, "text": "Martı."} for article_id in ids))
        self.assertEqual(self.work.statistics()["articles"], len(ids))
        for article_id in ids:
            with self.subTest(id=article_id):
                self.assertEqual(self.work.newsidx("get", article_id).code, DONE)

    def test_unknown_fields_are_kept(self):
        extra = {
            "tags": ["deniz", "kuş"],
            "views": 12,
            "ratio": 0.5,
            "deep": {"x": [1, None, {"y": "ş"}]},
            "draft": False,
            "path": "x",
        }
        self.work.add({"id": "a", "text": "Martı.", "nothing": None, **extra})
        del extra["path"]
        self.assertEqual(self.work.article("a")["extra"], extra)
