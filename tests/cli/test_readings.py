"""analyze: the ways to read one word, and what each costs."""

import re

from harness import DONE, CliTest

COLUMNS = ["cost", "stem", "root", "class", "suffixes"]
CLASSES = {"noun", "verb", "name", "whole word", "guessed"}
# Word, and the first reading: root, class, and the suffixes' names.
READINGS = [
    ("bakanlığında", "bakanlık", "noun", ["possessive 3rd singular", "locative"]),
    ("Ankara'nın", "ankara", "name", []),
    ("ağzı", "ağız", "noun", ["possessive 3rd singular"]),
    ("kitaplardan", "kitap", "noun", ["plural", "ablative"]),
    ("üç", "üç", "noun", []),
]
WORDS = [
    *(word for word, *_ in READINGS),
    "görüşmeleri",
    "gelmiyorlarmış",
    "secimlerinde",
    "isbirligi",
    "kâğıdı",
    "Şi",
    "ŞİÖ'nün",
    "zırtapozlardan",
]


class AnalyzeTest(CliTest):
    def analyze(self, *args, **popen):
        run = self.work.newsidx("analyze", *args, **popen)
        self.assert_ended(run, DONE)
        return run

    def readings(self, *args, **popen):
        """The second table's rows; None when there is no such table."""
        tables = self.analyze(*args, **popen).out.rstrip("\n").split("\n\n")
        if len(tables) == 1:
            return None
        rows = [re.split(r" {2,}", line) for line in tables[1].splitlines()]
        self.assertEqual(rows[0], COLUMNS)
        return rows[1:]


class ReadingsTest(AnalyzeTest):
    def test_table(self):
        for word, root, root_class, suffixes in READINGS:
            with self.subTest(word=word):
                first = self.readings(word)[0]
                self.assertEqual(first[2:], [root, root_class, " + ".join(suffixes) or "-"])

    def test_cheapest_comes_first_and_gives_the_stem(self):
        for word in WORDS:
            with self.subTest(word=word):
                result = self.analyze("--format", "json", word).json
                costs = [reading["cost"] for reading in result["analyses"]]
                self.assertEqual(costs, sorted(costs))
                self.assertGreaterEqual(min(costs), 0)
                self.assertEqual(result["analyses"][0]["stem"], result["tokens"][0]["stem"])
                self.assertLessEqual({a["class"] for a in result["analyses"]}, CLASSES)

    def test_table_and_json_say_the_same(self):
        for word in WORDS:
            with self.subTest(word=word):
                analyses = self.analyze("--format", "json", word).json["analyses"]
                rows = [
                    [
                        f"{a['cost']:.2f}",
                        a["stem"],
                        a["root"],
                        a["class"],
                        " + ".join(suffix["name"] for suffix in a["suffixes"]) or "-",
                    ]
                    for a in analyses
                ]
                self.assertEqual(self.readings(word), rows)

    def test_json(self):
        first = self.analyze("--format", "json", "bakanlığında").json["analyses"][0]
        self.assertEqual(list(first), COLUMNS)
        self.assertEqual(
            first["suffixes"],
            [
                {"tag": "p3s", "name": "possessive 3rd singular"},
                {"tag": "loc", "name": "locative"},
            ],
        )

    def test_word_on_standard_input(self):
        expected = self.readings("bakanlığında")
        self.assertEqual(self.readings(stdin="bakanlığında\n".encode()), expected)

    def test_no_readings(self):
        for label, args in (
            ("several words", ["bakanlığında", "görüşme"]),
            ("words in one argument", ["bakanlığında görüşme"]),
            ("number", ["2026'da"]),
            *((name, ["--stemmer", name, "kitap"]) for name in ("snowball", "prefix5", "none")),
        ):
            with self.subTest(label=label):
                self.assertIsNone(self.readings(*args))
                self.assertFalse(self.analyze("--format", "json", *args).json.get("analyses"))


class ModelAndLexiconTest(AnalyzeTest):
    def test_model(self):
        text = "Bakan Vızıltıkov'un sözü. Heyet Vızıltıkov'a gitti, Vızıltıkov'dan döndü."
        name = self.work.write_json_lines("a.jsonl", *({"id": n, "text": text} for n in "abc"))
        self.assert_ended(self.work.newsidx("fit", name, "-o", "own.model", "-q"), DONE, "")
        self.assertEqual(self.readings("vızıltıkovdan")[0][3], "guessed")
        first = self.readings("--model", "own.model", "vızıltıkovdan")[0]
        self.assertEqual(first[1:], ["vızıltıkov", "vızıltıkov", "name", "ablative"])

    def test_lexicon(self):
        name = self.work.write("own.lexicon", "bakanlığında\tbakan\nmartılar\n")
        for word, stem in (("Bakanlığında", "bakan"), ("martılar", "martılar")):
            with self.subTest(word=word):
                result = self.analyze("--lexicon", name, "--format", "json", word).json
                self.assertEqual(result["tokens"][0]["stem"], stem)
                # The help says that the cheapest reading gives the stem.
                readings = result.get("analyses")
                if readings:
                    self.assertEqual(readings[0]["stem"], stem)

    def test_both_with_stems(self):
        name = self.work.write("own.lexicon", "görüşmeleri\tmüzakere\n")
        words = "görüşmeleri\ngörüşmeler\n".encode()
        run = self.analyze("--stems", "--lexicon", name, stdin=words)
        self.assertEqual(run.out, "görüşmeleri\tmüzakere\ngörüşmeler\tgörüşme\n")
