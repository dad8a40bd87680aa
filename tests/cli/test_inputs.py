"""Where articles come from: named files, folders, standard input; and what their source is."""

import os

from harness import DONE, NOT_FOUND, SOME_REFUSED, CliTest, complaint


class InputTest(CliTest):
    def add(self, *args, **popen):
        run = self.work.newsidx("add", *args, **popen)
        self.assert_ended(run, DONE)
        return run

    def only_article(self):
        self.assertEqual(self.work.statistics()["articles"], 1)
        return self.work.article(self.work.found("martı")[0])


class SourceTest(InputTest):
    def test_option_for_those_that_state_none(self):
        self.work.add(
            {"id": "a", "text": "Martı."},
            {"id": "b", "source": "Körfez", "text": "Yunus."},
            options=["--source", "Kıyı Gazetesi"],
        )
        self.assertEqual(self.work.article("a")["source"], "Kıyı Gazetesi")
        self.assertEqual(self.work.article("b")["source"], "Körfez")

    def test_folder_name(self):
        text = " date 2025-09-02 Kıyıda martı."
        self.work.write("Kıyı/2025/x.txt", text)
        for path, folder in (
            ("Kıyı", "."),
            ("Kıyı/2025/", "."),
            ("Kıyı/2025/x.txt", "."),
            (".", "Kıyı/2025"),
            ("x.txt", "Kıyı/2025"),
            ("./x.txt", "Kıyı/2025"),
            ("..", "Kıyı/2025"),
        ):
            with self.subTest(path=path, folder=folder):
                self.add(path, "--source-from-folder", cwd=self.work.folder / folder)
                article_id = self.work.found("martı")[-1]
                self.assertEqual(self.work.article(article_id)["source"], "2025")
                self.work.newsidx("remove", "-q", article_id)


class FolderTest(InputTest):
    def test_what_a_folder_gives(self):
        text = " date 2025-09-02 {} martı."
        for name in ("b.txt", "a.TXT", "deep/er/c.text"):
            self.work.write("in/" + name, text.format(name))
        self.work.write_json_lines(
            "in/d.jsonl", {"id": "d", "date": "2025-09-02", "text": "Martı."}
        )
        for name in (
            ".hidden.txt",
            ".git/x.txt",
            "notes.md",
            "picture.png",
            "ignored.txt",
            "deep/draft-1.txt",
        ):
            self.work.write("in/" + name, text.format(name))
        self.work.write("in/folder.txt/x.txt", text.format("içerideki"))
        self.work.write("in/.newsidxignore", "# drafts\nignored.txt\n  draft-*  \n")
        os.symlink("..", self.work.folder / "in/deep/loop")
        os.symlink("b.txt", self.work.folder / "in/link.txt")
        run = self.add("in")
        self.assert_counts(run, added=5)
        self.assertIn("5 files skipped", run.out)
        self.assertIn("2 links left out", run.out)
        paths = sorted(self.work.article(i)["path"] for i in self.work.found("martı"))
        self.assertEqual(
            paths,
            ["in/a.TXT", "in/b.txt", "in/d.jsonl", "in/deep/er/c.text", "in/folder.txt/x.txt"],
        )

    def test_named_file_of_any_kind_is_read_by_its_content(self):
        self.work.write("makale", " date 2025-09-02 Kıyıda martı.")
        self.work.write("lines.dat", '\n\n {"id": "a", "date": "2025-09-02", "text": "Martı."}\n')
        self.assert_counts(self.add("makale", "lines.dat"), added=2)
        self.assertEqual(len(self.work.found("martı")), 2)

    def test_kind_by_option(self):
        line = '{"id": "a", "date": "2025-09-02", "text": "Martı."}'
        self.add(self.work.write("2025-09-02.txt", line), "--input", "jsonl")
        self.assertEqual(self.work.found("martı"), ["a"])
        self.add(self.work.write("2025-09-03.jsonl", line), "--input", "text")
        self.assertEqual(len(self.work.found("martı")), 2)


    def test_folder_of_nothing_to_read_is_told(self):
        (self.work.folder / "empty").mkdir()
        self.work.write("packed/a.jsonl.gz", b"\x1f\x8b")
        for command in ("add", "reindex"):
            with self.subTest(command=command):
                run = self.work.newsidx(command, "empty")
                self.assertEqual(run.code, DONE)
                if command == "add":
                    self.assert_counts(run)
                self.assertIn("newsidx: there is no article in what was named: no file", run.err)
                run = self.work.newsidx(command, "packed", "--index", f"{command}.idx")
                self.assertEqual(run.code, DONE)
                self.assertIn("only compressed files: unpack them, as by zcat", run.err)
        self.assertIn(
            "1 file of these compressed: unpack", self.work.newsidx("add", "packed").out
        )


class StandardInputTest(InputTest):
    def test_text(self):
        run = self.add("-", stdin=" date 2025-09-02 Kıyıda martı.".encode())
        self.assert_counts(run, added=1)
        article = self.only_article()
        self.assertEqual((article["date"], article["path"]), ("2025-09-02", "-"))

    def test_json(self):
        lines = b'{"id": "a", "text": "Mart\xc4\xb1."}\n{"id": "b", "text": "Yunus."}'
        self.assert_counts(self.add("-", stdin=lines), added=2)
        self.assertEqual(sorted(self.work.found("martı yunus")), ["a", "b"])

    def test_json_behind_byte_order_mark_and_empty_lines(self):
        self.add("-", stdin=b'\xef\xbb\xbf\r\n{"id": "a", "text": "Mart\xc4\xb1."}\r\n\r\n')
        self.assertEqual(self.work.found("martı"), ["a"])

    def test_places_count_leading_empty_lines(self):
        run = self.work.newsidx(
            "add", "-", stdin=b'\n\n{"id": \n{"id": "a", "text": "Mart\xc4\xb1."}\n'
        )
        self.assert_ended(run, SOME_REFUSED, err=complaint("-:3: broken JSON.*"))
        self.assertEqual(self.work.found("martı"), ["a"])

    def test_no_byte_is_lost(self):
        self.work.add({"id": "martı", "text": "Martı."})
        for text in ("\n\n Kıyıda martı.\n", "\ufeffKıyıda martı.", "ﬁlika ve martı.", "\t\tmartı"):
            with self.subTest(text=text):
                self.work.newsidx("remove", "-q", *self.work.found("martı"))
                self.add("-", stdin=text.encode())
                self.assertEqual(self.work.original(self.only_article()["id"]), text.encode())

    def test_empty(self):
        run = self.work.newsidx("add", "-", stdin=b"")
        self.assert_ended(run, SOME_REFUSED, err=complaint("-: empty.*"))

    def test_among_files(self):
        name = self.work.write("2025-09-02.txt", "Denizde yunus.")
        self.assert_counts(
            self.add(name, "-", stdin=b'{"id": "a", "text": "Mart\xc4\xb1."}'), added=2
        )

    def test_missing_path_beside(self):
        run = self.work.newsidx(
            "add", "missing", "-", stdin=b'{"id": "a", "text": "Mart\xc4\xb1."}'
        )
        self.assert_ended(run, NOT_FOUND, err=complaint("missing: no such file or folder"))
        self.assertEqual(self.work.found("martı"), ["a"])
