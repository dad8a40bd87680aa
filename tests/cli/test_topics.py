"""newsidx analyze --topics and fit --topics."""

import gzip
import json
import unittest
from pathlib import Path

from harness import DONE, NOT_FOUND, NOTHING_FOUND, SOME_REFUSED, USAGE, CliTest, complaint

HABER = Path(__file__).parents[3] / "shared/data/news/haber1150.jsonl.gz"

SPORT = "Futbol takımı deplasmanda üç gol attı, teknik direktör hakeme kızdı."
COURT = "Savcı, sanık için müebbet hapis cezası istedi; mahkeme duruşmayı erteledi."


class Topics(CliTest):
    def topics(self, text, *options):
        run = self.work.newsidx(
            "analyze", "--topics", *options, stdin=text if isinstance(text, bytes) else text.encode()
        )
        self.assertIn(run.code, (DONE, NOTHING_FOUND), run)
        self.assertEqual(run.err, "")
        return run.json_lines

    def test_a_line_in_is_a_line_out(self):
        lines = self.topics(f"{SPORT}\n\n{COURT}\nabc\n")
        self.assertEqual([line["line"] for line in lines], [1, 2, 3, 4])
        tops = [[topic["id"] for topic in line["topics"] if "parent" not in topic] for line in lines]
        self.assertEqual(tops, [["15000000"], [], ["02000000"], []])
        sport = lines[0]["topics"][0]
        self.assertEqual(list(sport), ["id", "label", "label_en", "score"])
        self.assertEqual((sport["label"], sport["label_en"]), ("spor", "sport"))
        soccer = next(topic for topic in lines[0]["topics"] if topic["id"] == "20001065")
        self.assertEqual((soccer["label"], soccer["parent"]), ("futbol", "15000000"))
        scores = [topic["score"] for topic in lines[0]["topics"]]
        self.assertEqual(scores, sorted(scores, reverse=True))
        self.assertTrue(all(0 < score <= 1 for score in scores))

    def test_the_last_line_needs_no_end(self):
        self.assertEqual(self.topics(SPORT), self.topics(SPORT + "\n"))

    def test_nothing_found(self):
        for text in ("", "\n", "abc\n"):
            run = self.work.newsidx("analyze", "--topics", stdin=text.encode())
            self.assert_ended(run, NOTHING_FOUND)

    def test_bytes_that_are_no_text(self):
        [line] = self.topics(b"\xff\xfe futbol ma\xe7\xc4 gol hakem \x00 penalt\xc4\xb1\n")
        self.assertEqual(line["topics"][0]["id"], "15000000")

    def test_long_lines_take_no_longer_than_their_length(self):
        """Were it a time that grows with the square, this would not end before the guard."""
        [line] = self.topics((SPORT + " " + COURT + " ").encode() * 60_000 + b"\n")
        self.assertTrue(line["topics"])

    def test_other_stemmers(self):
        for stemmer in ("snowball", "prefix5", "none"):
            [line] = self.topics(SPORT, "--stemmer", stemmer)
            self.assertEqual(line["topics"][0]["id"], "15000000", stemmer)

    def test_wrong_usage(self):
        for arguments in (["--topics", "--names"], ["--topics", "--stems"], ["--topics", "metin"]):
            self.assertEqual(self.work.newsidx("analyze", *arguments).code, USAGE, arguments)
        run = self.work.newsidx("analyze", "--topics", "--model", "absent", stdin=b"a\n")
        self.assertEqual(run.code, NOT_FOUND)


class Accuracy(CliTest):
    """On real articles whose categories nothing was fitted to; docs/topics.md has the figures."""

    CLASSES = {
        "ekonomi": {"04000000"},
        "magazin": {"01000000", "08000000"},
        "saglik": {"07000000"},
        "siyasi": {"11000000"},
        "spor": {"15000000"},
    }

    def test_haber1150(self):
        if not HABER.exists():
            self.skipTest(f"{HABER} is not there")
        with gzip.open(HABER, "rt", encoding="utf-8") as lines:
            articles = [json.loads(line) for line in lines]
        text = "".join(" ".join(article["text"].split()) + "\n" for article in articles)
        run = self.work.newsidx("analyze", "--topics", stdin=text.encode())
        five = set().union(*self.CLASSES.values())
        right = 0
        for article, line in zip(articles, run.json_lines, strict=True):
            ranked = [topic["id"] for topic in line["topics"] if topic["id"] in five]
            right += bool(ranked) and ranked[0] in self.CLASSES[article["category"]]
        self.assertGreaterEqual(right / len(articles), 0.90)


class Fitting(CliTest):
    def fit(self, *arguments, stdin=b""):
        return self.work.newsidx("fit", "--topics", *arguments, stdin=stdin)

    def articles(self):
        texts = [
            SPORT,
            COURT,
            "Doktor hastanede ameliyat yaptı, hastaya neşter vurdu, tedavi sürüyor.",
            "Öğretmen okulda öğrencilere tebeşirle ders anlattı, sınav var.",
            "İmam camide minbere çıktı, namaz kıldırdı, dua etti.",
        ]
        return [
            {"id": f"{n}-{i}", "text": f"{text} {i}"}
            for i in range(40)
            for n, text in enumerate(texts)
        ]

    def test_own_archive(self):
        archive = self.work.write_json_lines("a.jsonl", *self.articles())
        run = self.fit(archive, "-o", "one.model", "--format", "json")
        self.assertEqual(run.code, DONE, run)
        report = run.json
        self.assertEqual((report["articles"], report["taught"]), (200, 200))
        self.assertGreater(report["learnt"], 0)
        self.assertEqual(report["bytes"], (self.work.folder / "one.model").stat().st_size)
        self.fit(archive, "-o", "two.model", "-q")
        self.assertEqual(
            (self.work.folder / "one.model").read_bytes(),
            (self.work.folder / "two.model").read_bytes(),
        )
        model = (self.work.folder / "one.model").read_text(encoding="utf-8").splitlines()
        [learnt] = [line for line in model if line.startswith("neşter\t")]
        self.assertIn("07000000:", learnt)
        self.assertNotIn(" ", learnt)
        run = self.work.newsidx(
            "analyze", "--topics", "--model", "one.model", stdin=f"{SPORT}\n".encode()
        )
        self.assertEqual(run.json_lines[0]["topics"][0]["id"], "15000000")

    def test_own_list_alone(self):
        self.work.write("own.tsv", "20000739\t4\tzımbırtı\n-\t0\tzımbırtı değil\n")
        run = self.fit("--vocabulary", "own.tsv", "-o", "own.model")
        self.assert_ended(run, DONE)
        text = "Zımbırtılar.\nfutbol maçı\nzımbırtı değil\n"
        run = self.work.newsidx(
            "analyze", "--topics", "--model", "own.model", stdin=text.encode()
        )
        found = [[topic["id"] for topic in line["topics"]] for line in run.json_lines]
        self.assertEqual(found, [["13000000", "20000739"], [], []])

    def test_bad_lists(self):
        self.work.write("bad.tsv", "15000000\t4\tgol\n15000000\tmaç\n")
        run = self.fit("--vocabulary", "bad.tsv", "-o", "bad.model")
        self.assert_ended(run, 65, "", complaint(r"bad\.tsv:2: no topic or weight"))
        self.assertFalse((self.work.folder / "bad.model").exists())
        self.assertEqual(self.fit("--vocabulary", "absent", "-o", "bad.model").code, NOT_FOUND)

    def test_what_is_refused(self):
        archive = self.work.write_json_lines("a.jsonl", {"text": SPORT}, "{no json")
        self.assertEqual(self.fit(archive, "-o", "a.model").code, SOME_REFUSED)

    def test_wrong_usage(self):
        for arguments in (["--names", "x"], ["--passes", "3"], ["--roots", "x"], ["--silver", "x"]):
            self.assertEqual(self.fit(*arguments, "-o", "x.model").code, USAGE, arguments)
        run = self.work.newsidx("fit", "--vocabulary", "x", "-o", "x.model", "a")
        self.assertEqual(run.code, USAGE)


if __name__ == "__main__":
    unittest.main()
