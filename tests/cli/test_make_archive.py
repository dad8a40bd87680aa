"""bench/make_archive: archives of any size made of the sample corpus, in both forms."""

import datetime
import json
import re
import subprocess
import sys
from pathlib import Path

from harness import DONE, TIMEOUT, CliTest

ROOT = Path(__file__).resolve().parents[2]
MAKER = ROOT / "bench" / "make_archive"
HEADER = re.compile(r" date (\d{4}-\d\d-\d\d)\s+")
ARTICLES = 500  # the corpus several times over, so that its rare words are varied


def corpus_lines():
    """The UTF-8 articles of the corpus, with the names of their files for headlines."""
    for file in sorted((ROOT / "corpus" / "articles").rglob("*.txt")):
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        header = HEADER.match(text)
        if header:
            text = text[header.end() :]
            yield json.dumps({"id": file.stem, "title": file.stem.replace("-", " "), "text": text})


class MakeArchiveTest(CliTest):
    def setUp(self):
        super().setUp()
        self.source = self.work.folder / self.work.write_json_lines("source.jsonl", *corpus_lines())

    def run_maker(self, *args, code=0, hash_seed="0"):
        run = subprocess.run(
            [sys.executable, "-B", MAKER, *map(str, args)],
            capture_output=True,
            env=self.work.environment({"PYTHONHASHSEED": hash_seed}),
            timeout=TIMEOUT,
        )
        self.assertEqual(run.returncode, code, run.stderr)
        return run

    def make(self, name, *options, **run):
        out = self.work.folder / name
        self.run_maker(self.source, out, "--articles", ARTICLES, *options, **run)
        return out

    def change(self, folder, percent):
        return self.run_maker("--changed", percent, "--of", folder).stdout

    def files(self, folder):
        return {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*.txt")}

    def test_the_seed_decides_everything(self):
        made = self.make("a.jsonl", "--seed", 7, hash_seed="1").read_bytes()
        self.assertEqual(self.make("b.jsonl", "--seed", 7, hash_seed="2").read_bytes(), made)
        self.assertNotEqual(self.make("c.jsonl", "--seed", 8).read_bytes(), made)

    def test_articles_are_whole_dated_in_order_and_told_apart(self):
        out = self.make("a.jsonl", "--years", "2010-2012")
        articles = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
        self.assertEqual(len({article["id"] for article in articles}), ARTICLES)
        days = [datetime.date.fromisoformat(article["date"]) for article in articles]
        self.assertEqual(days, sorted(days))
        self.assertEqual((days[0].year, days[-1].year), (2010, 2012))
        years = [day.year for day in days]
        self.assertLess(years.count(2010), years.count(2012))
        for article in articles:
            self.assertTrue(article["title"] and article["text"] and article["source"], article)

    def test_articles_are_as_long_as_the_source_s(self):
        def mean(file):
            lines = file.read_text(encoding="utf-8").splitlines()
            return sum(len(json.loads(line)["text"]) for line in lines) / len(lines)

        self.assertAlmostEqual(mean(self.make("a.jsonl")) / mean(self.source), 1, delta=0.1)

    def test_the_vocabulary_goes_on_growing(self):
        def words(lines):
            text = " ".join(json.loads(line)["text"] for line in lines)
            return set(re.findall(r"\w+", text.lower()))

        lines = self.make("a.jsonl").read_text(encoding="utf-8").splitlines()
        grown = words(lines) - words(self.source.read_text(encoding="utf-8").splitlines())
        first, last = (len(words(part) & grown) for part in (lines[:100], lines[-100:]))
        self.assertGreater(len(grown), 500)
        self.assertLess(first, last / 10)

    def test_newsidx_takes_either_form(self):
        for out in (self.make("a.jsonl"), self.make("files", "--form", "files")):
            run = self.work.newsidx("--index", self.work.folder / f"{out.name}.idx", "add", out)
            self.assertEqual(run.code, DONE, run.err)
            self.assert_counts(run, added=ARTICLES)

    def test_files_lie_in_folders_by_date_and_begin_with_it(self):
        options = ("--form", "files", "--years", "2010-2010", "--per-folder", "1")
        files = self.files(self.make("files", *options))
        self.assertEqual(len(files), ARTICLES)
        for name, content in files.items():
            year, month, day, *_ = name.parts
            header, headline, text = content.decode("utf-8").split("\n", 2)
            self.assertEqual(header, f" date {year}-{month}-{day} ")
            self.assertTrue(headline and text)
        self.assertEqual(len({name.parent for name in files}), ARTICLES)

    def test_changed_edits_some_files_in_place(self):
        folder = self.make("files", "--form", "files")
        before = self.files(folder)
        self.assertEqual(self.change(folder, 3), b"15 files changed\n")
        after = self.files(folder)
        self.assertEqual(before.keys(), after.keys())
        changed = [name for name in before if before[name] != after[name]]
        self.assertEqual(len(changed), 15)
        for name in changed:
            self.assertTrue(after[name].startswith(before[name]), name)

    def test_wrong_usage_makes_nothing(self):
        out = self.work.folder / "out"
        for args in (
            (self.source, out),
            (self.source, out, "--articles", "0"),
            (self.source, out, "--articles", "5", "--years", "2012-2010"),
            (self.source, out, "--articles", "5", "--changed", "1", "--of", self.work.folder),
            ("--changed", "0", "--of", self.work.folder),
            ("--changed", "1"),
        ):
            self.assertIn(b"usage: ", self.run_maker(*args, code=2).stderr)
            self.assertFalse(out.exists())
