"""fit: a stemmer's model from an archive's own words."""

import re

from harness import (
    CANNOT_CREATE,
    DONE,
    INPUT_REFUSED,
    NOT_FOUND,
    SOME_REFUSED,
    USAGE,
    CliTest,
    complaint,
)

# A name that no word list has, as newspapers write it.
TEXTS = [
    f"Dün {n} kişi geldi. Bakan Vızıltıkov'un sözü duyuldu. Heyet Vızıltıkov'a gitti, "
    f"sonra Vızıltıkov'dan haber geldi."
    for n in range(5)
]
ARTICLES = [{"id": f"a{n}", "text": text} for n, text in enumerate(TEXTS)]
SUMMARY = re.compile(
    r"own\.model: model [0-9a-f]{16} of \d+ bytes\n"
    r"  5 articles, \d+ words, \d+ of them distinct and met twice or more .*\n"
    r"  \d+ roots of the list, \d+ found in the texts; .* nats a word\n"
)
COUNTS = [
    "v",
    "model",
    "checksum",
    "bytes",
    "articles",
    "refused",
    "running_words",
    "words",
    "unread",
    "roots_listed",
    "roots_found",
    "nats_per_word",
]


class FitTest(CliTest):
    def setUp(self):
        super().setUp()
        self.jsonl = self.work.write_json_lines("articles.jsonl", *ARTICLES)
        self.model = self.work.folder / "own.model"

    def fit(self, *args, **popen):
        return self.work.newsidx("fit", "-o", self.model.name, *args, **popen)

    def first_stem(self, word, *options):
        run = self.work.newsidx("analyze", "--format", "json", *options, word)
        self.assert_ended(run, DONE)
        return run.json["tokens"][0]["stem"]


class InputTest(FitTest):
    def test_same_articles_in_any_form_give_the_same_bytes(self):
        texts = [self.work.write(f"archive/{n}.txt", text) for n, text in enumerate(TEXTS)]
        lines = (self.work.folder / self.jsonl).read_bytes()
        models = set()
        for label, args, stdin in (
            ("JSON Lines", [self.jsonl], b""),
            ("again", [self.jsonl], b""),
            ("text files", texts, b""),
            ("folder", ["archive"], b""),
            ("standard input", ["-"], lines),
            ("said to be JSON Lines", ["-", "--input", "jsonl"], lines),
        ):
            with self.subTest(label=label):
                self.assert_ended(self.fit(*args, stdin=stdin), DONE, SUMMARY)
                models.add(self.model.read_bytes())
        self.assertEqual(len(models), 1)

    def test_text_on_standard_input(self):
        run = self.fit("-", "--input", "text", "--format", "json", stdin="\n".join(TEXTS).encode())
        self.assert_ended(run, DONE)
        self.assertEqual(run.json["articles"], 1)

    def test_other_articles_give_another_model(self):
        checksum = self.fit(self.jsonl, "--format", "json").json["checksum"]
        other = self.work.write("other.txt", " ".join(TEXTS).replace("Vızıltıkov", "Mırıltıkov"))
        self.assertNotEqual(self.fit(other, "--format", "json").json["checksum"], checksum)

    def test_titles_are_read(self):
        named = [{"id": f"t{n}", "title": text, "text": "Haber."} for n, text in enumerate(TEXTS)]
        self.fit(self.work.write_json_lines("titles.jsonl", *named))
        self.assertEqual(self.first_stem("vızıltıkovun", "--model", self.model), "vızıltıkov")


class OutputTest(FitTest):
    def test_json(self):
        run = self.fit(self.jsonl, "--format", "json")
        self.assert_ended(run, DONE)
        self.assertEqual(list(run.json), COUNTS)
        self.assertEqual((run.json["v"], run.json["model"]), (1, "own.model"))
        self.assertRegex(run.json["checksum"], "^[0-9a-f]{16}$")
        self.assertEqual(run.json["bytes"], self.model.stat().st_size)
        self.assertEqual((run.json["articles"], run.json["refused"]), (5, 0))
        self.assertGreater(run.json["running_words"], run.json["words"])
        self.assertGreater(run.json["roots_listed"], 10000)
        self.assertGreaterEqual(run.json["roots_found"], 1)
        self.assertGreater(run.json["nats_per_word"], 0)

    def test_quiet(self):
        self.assert_ended(self.fit(self.jsonl, "--quiet"), DONE, "")
        self.assertTrue(self.model.exists())

    def test_name_of_the_texts_is_learnt(self):
        self.assertEqual(self.first_stem("vızıltıkovun"), "vızıltıkovun", "known without a fit")
        self.fit(self.jsonl)
        for word in ("vızıltıkovun", "vızıltıkovdan", "vızıltıkovu", "VIZILTIKOVA"):
            with self.subTest(word=word):
                self.assertEqual(self.first_stem(word, "--model", self.model), "vızıltıkov")
        run = self.work.newsidx(
            "analyze", "--model", self.model, "--format", "json", "vızıltıkovun"
        )
        first = run.json["analyses"][0]
        self.assertEqual((first["root"], first["class"]), ("vızıltıkov", "name"))
        # What the program's own list knows is known still.
        self.assertEqual(self.first_stem("görüşmeleri", "--model", self.model), "görüşme")

    def test_output_that_cannot_be_written(self):
        (self.work.folder / "folder").mkdir()
        for output in ("folder", "nowhere/own.model", f"{self.jsonl}/own.model"):
            with self.subTest(output=output):
                run = self.work.newsidx("fit", self.jsonl, "-o", output)
                self.assert_ended(run, CANNOT_CREATE, "", complaint(f"{output}.*cannot be .*"))
        run = self.work.newsidx("fit", self.jsonl, "-o", "own.model", unprivileged=True)
        self.assert_ended(run, CANNOT_CREATE, "", complaint("own.model.*: Permission denied"))
        self.assertFalse(self.model.exists())

    def test_usage(self):
        for args, reason in (
            (["-o", "own.model"], "PATH is required"),
            ([self.jsonl], "--output is required"),
            ([self.jsonl, "-o", ""], "--output.*"),
            ([self.jsonl, "-o", "own.model", "--passes", "0"], "--passes: '0' is not .* from 2 .*"),
            ([self.jsonl, "-o", "own.model", "--passes", "ten"], "--passes: 'ten' is not .*"),
            ([self.jsonl, "-o", "own.model", "--roots", ""], "--roots.*"),
            ([self.jsonl, "-o", "own.model", "--format", "ids"], ".*ids.*"),
        ):
            with self.subTest(args=args):
                self.assert_ended(self.work.newsidx("fit", *args), USAGE, "", complaint(reason))
        self.assertFalse(self.model.exists())


class RefusalTest(FitTest):
    def test_no_article_leaves_the_output_alone(self):
        self.work.write("old/ignored.pdf", "%PDF")
        broken = self.work.write("broken.jsonl", "no JSON\n")
        for before in (None, b"an older model"):
            if before is not None:
                self.model.write_bytes(before)
            for args in (["old"], [broken], ["-"]):
                with self.subTest(args=args, before=before):
                    run = self.fit(*args)
                    self.assert_ended(run, INPUT_REFUSED, "", None)
                    self.assertIn("newsidx: there is no article to fit to\n", run.err)
                    after = self.model.read_bytes() if self.model.exists() else None
                    self.assertEqual(after, before)
                    self.assertEqual(list(self.work.folder.glob("own.model?*")), [])

    def test_missing_path_beside_a_good_one(self):
        run = self.fit("missing", self.jsonl)
        self.assert_ended(run, NOT_FOUND, SUMMARY, complaint("missing: no such file or folder"))
        self.assertEqual(self.first_stem("vızıltıkovun", "--model", self.model), "vızıltıkov")

    def test_refused_article_beside_good_ones(self):
        broken = self.work.write_json_lines("some.jsonl", *ARTICLES, "no JSON")
        run = self.fit(broken)
        self.assert_ended(run, SOME_REFUSED, SUMMARY, complaint(r"some\.jsonl:6: .*"))
        self.assertEqual(self.fit(broken, "--format", "json").json["refused"], 1)


class RootsTest(FitTest):
    def test_own_roots(self):
        text = "Dün kargabuğlar uçtu, bugün kargabuğlardan ses geldi; kargabuğu gördük. "
        articles = self.work.write_json_lines("own.jsonl", {"id": "a", "text": text * 3})
        roots = "# mine\n\nkargabuğ\tnoun\nuç\tverb\r\nbugün\tnoun\ttime\nvakit\tnoun\tbound=vakt"
        self.work.write("roots.tsv", roots)
        run = self.fit(articles, "--roots", "roots.tsv", "--format", "json")
        self.assert_ended(run, DONE)
        self.assertEqual(run.json["roots_listed"], 4)
        for word, stem in (("kargabuğlarından", "kargabuğ"), ("vakti", "vakit"), ("uçtu", "uç")):
            with self.subTest(word=word):
                self.assertEqual(self.first_stem(word, "--model", self.model), stem)

    def test_bad_roots(self):
        for line, reason in (
            ("kale\tnuon", "unknown kind of root: 'nuon'"),
            ("kale", "unknown kind of root: ''"),
            ("kale\tnoun\tgrün", "unknown detail: 'grün'"),
            ("1234\tnoun", "no word of Turkish letters: '1234'"),
            ("\tnoun", "no word.*"),
            ("bana\tform", "a form needs stem=WORD"),
            (b"k\xff\tnoun", ".*"),
        ):
            with self.subTest(line=line):
                line = line if isinstance(line, bytes) else line.encode()
                self.work.write("roots.tsv", b"# mine\nelma\tnoun\n" + line + b"\nyurt\tnoun\n")
                run = self.fit(self.jsonl, "--roots", "roots.tsv")
                self.assert_ended(run, INPUT_REFUSED, "", complaint(rf"roots\.tsv:3: {reason}"))
                self.assertFalse(self.model.exists())

    def test_byte_order_mark(self):
        self.work.write("roots.tsv", "\ufeffelma\tnoun\n")
        run = self.fit(self.jsonl, "--roots", "roots.tsv", "--format", "json")
        self.assert_ended(run, DONE)
        self.assertEqual(run.json["roots_listed"], 1)

    def test_roots_that_cannot_be_read(self):
        (self.work.folder / "folder").mkdir()
        for name in ("missing.tsv", "folder"):
            with self.subTest(name=name):
                run = self.fit(self.jsonl, "--roots", name)
                self.assert_ended(run, NOT_FOUND, "", complaint(f"{name}: .*"))
                self.assertFalse(self.model.exists())
