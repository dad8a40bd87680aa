"""analyze: how text becomes search terms."""

import re

from harness import DONE, INPUT_REFUSED, NOTHING_FOUND, USAGE, CliTest, complaint

TEXT = "Putin'in 2026'da İSTANBUL'daki görüşmesi ve (ŞİÖ)'nün kararı"
WORDS = ["Putin'in", "2026'da", "İSTANBUL'daki", "görüşmesi", "ve", "ŞİÖ", "nün", "kararı"]


class AnalyzeTest(CliTest):
    def analyze(self, *args, **popen):
        run = self.work.newsidx("analyze", *args, **popen)
        self.assert_ended(run, DONE)
        return run

    def test_table(self):
        lines = self.analyze(TEXT).out.splitlines()
        self.assertEqual(lines[0].split(), ["bytes", "word", "exact", "stem", "folded", "why"])
        self.assertEqual([line.split()[1] for line in lines[1:]], WORDS)
        row = re.split(r" {2,}", lines[3])
        self.assertEqual(row[1:5], ["İSTANBUL'daki", "istanbul", "istanbul", "istanbul"])
        self.assertIn("suffix 'daki off", row[5])
        # Columns stand under each other, counted in letters.
        for name, words in (("word", WORDS),):
            self.assertEqual(
                {line.index(w) for line, w in zip(lines[1:], words, strict=True)},
                {lines[0].index(name)},
            )

    def test_json_offsets_are_bytes_of_the_text(self):
        result = self.analyze("--format", "json", TEXT).json
        self.assertEqual((result["v"], result["text"]), (1, TEXT))
        text = result["text"].encode()
        self.assertEqual([text[t["begin"] : t["end"]].decode() for t in result["tokens"]], WORDS)
        self.assertEqual(
            list(result["tokens"][0]),
            ["begin", "end", "exact", "stem", "folded", "stop_word", "reason"],
        )
        by_word = dict(zip(WORDS, result["tokens"], strict=True))
        self.assertEqual(
            (by_word["Putin'in"]["exact"], by_word["2026'da"]["exact"]), ("putin", "2026")
        )
        self.assertEqual(by_word["görüşmesi"]["folded"], "gorusme")
        self.assertTrue(by_word["ve"]["stop_word"])
        self.assertIsNone(by_word["nün"]["exact"], "a suffix behind a bracket is no word")

    def test_standard_input_and_words_as_arguments(self):
        expected = self.analyze(TEXT).out
        self.assertIn("istanbul", expected)
        self.assertEqual(self.analyze(*TEXT.split(" ")).out, expected)
        self.assertEqual(self.analyze(stdin=TEXT.encode()).out, expected)
        self.assertEqual(self.analyze(stdin=TEXT.encode("cp1254")).out, expected)

    def test_stemmers(self):
        stems = {
            name: self.analyze("--stemmer", name, "--format", "json", "görüşmeleri").json["tokens"][
                0
            ]["stem"]
            for name in ("none", "prefix5", "snowball", "lexicon")
        }
        self.assertEqual((stems["none"], stems["prefix5"]), ("görüşmeleri", "görüş"))
        self.assertEqual(stems["lexicon"], "görüşme")
        self.assertEqual(stems["snowball"], "görüşme")

    def test_text_without_words(self):
        for text in ("", "…!?"):
            run = self.work.newsidx("analyze", stdin=text.encode())
            self.assert_ended(run, NOTHING_FOUND, re.compile("bytes .*\n"))

    def test_binary_text(self):
        run = self.work.newsidx("analyze", stdin=bytes(range(32)) * 20)
        self.assert_ended(run, INPUT_REFUSED, "", complaint(".*binary.*"))

    def test_columns_stand_under_each_other(self):
        run = self.work.newsidx("analyze", "Çin 中国 Pekin")
        lines = run.out.splitlines()
        begins = set()
        for line, reason in zip(lines, ("why", "folded", "as it stands", "as it stands")):
            before = line[: line.index(reason)]
            begins.add(len(before) + sum(letter in "中国" for letter in before))  # two columns each
        self.assertEqual(len(begins), 1, run.out)

    def test_text_of_more_than_a_hundred_pages(self):
        for option in ((), ("--format", "json")):
            run = self.work.newsidx("analyze", *option, stdin=b"su " * 100_000)
            self.assert_ended(run, INPUT_REFUSED, "", complaint("the text .*larger than 262144 bytes"))
        self.assert_ended(self.work.newsidx("analyze", stdin=b"su " * 80_000), DONE)


class StemsTest(CliTest):
    def stems(self, *options, words):
        run = self.work.newsidx(
            "analyze", "--stems", *options, stdin="".join(w + "\n" for w in words).encode()
        )
        self.assert_ended(run, DONE)
        return [tuple(line.split("\t")) for line in run.out.splitlines()]

    def test_one_line_out_per_word_in(self):
        words = [
            "görüşmeleri",
            "Putin'in",
            "İSTANBUL",
            "IŞIK",
            "2026'da",
            "başkan",
            "a",
            "iki kelime",
            "!?",
            "e-posta",
        ]
        for stemmer in ("none", "prefix5", "snowball", "lexicon"):
            with self.subTest(stemmer=stemmer):
                self.assertEqual(
                    [word for word, _ in self.stems("--stemmer", stemmer, words=words)], words
                )
        self.assertEqual(
            self.stems(words=words[:4]),
            [
                ("görüşmeleri", "görüşme"),
                ("Putin'in", "putin"),
                ("İSTANBUL", "istanbul"),
                ("IŞIK", "ışık"),
            ],
        )

    def test_empty_lines_keep_their_place(self):
        run = self.work.newsidx("analyze", "--stems", stdin="elma\n\narmut\r\n".encode())
        self.assert_ended(run, DONE)
        self.assertEqual(len(run.out.splitlines()), 3)
        self.assertEqual(run.out.splitlines()[2], "armut\tarmut")

    def test_line_that_is_no_text_keeps_its_place(self):
        run = self.work.newsidx("analyze", "--stems", stdin=b"elma\n\x81\x8d\xff\narmut\n")
        lines = run.stdout.splitlines()
        self.assertEqual(
            (len(lines), lines[0], lines[-1]), (3, b"elma\telma", b"armut\tarmut"), run
        )
        self.assertIn(b"-:2: ", run.stderr)

    def test_stems_take_no_text(self):
        run = self.work.newsidx("analyze", "--stems", "elma")
        self.assert_ended(run, USAGE, "", complaint("--stems reads words from standard input.*"))
