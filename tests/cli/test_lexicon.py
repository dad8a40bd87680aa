"""add --model and --lexicon: an index keeps how its words are stemmed."""

import re

from harness import (
    CONFIGURATION,
    DONE,
    INPUT_REFUSED,
    NOT_FOUND,
    USAGE,
    CliTest,
    complaint,
)

NAMED = [
    {"id": f"n{n}", "text": f"Bakan Vızıltıkov'un sözü. Heyet Vızıltıkov'a gitti. {n}"}
    for n in range(5)
]
ARTICLES = [
    {"id": "form", "text": "Salonda vızıltıkovun resmi duruyor."},
    {"id": "stem", "text": "Salonda vızıltıkov resmi duruyor."},
    {"id": "chatter", "text": "Köyde tıkıldak dinledik."},
    {"id": "talk", "text": "Köyde lakırdı dinledik."},
    {"id": "gull", "text": "Kıyıda martı gördük."},
    {"id": "gulls", "text": "Kıyıda martılar gördük."},
]
LEXICON = "tıkıldak\tlakırdı\nmartılar\n"
MAKE_ANOTHER = r".*\n  leave it out, or make another index: newsidx add --index .*\n"


class SettingsTest(CliTest):
    def setUp(self):
        super().setUp()
        self.name = self.work.write_json_lines("articles.jsonl", *ARTICLES)
        self.checksum = self.fit("own.model", *NAMED)
        self.work.write("own.lexicon", LEXICON)

    def fit(self, model, *articles):
        fitted = self.work.write_json_lines(f"{model}.jsonl", *articles)
        run = self.work.newsidx("fit", fitted, "-o", model, "--format", "json")
        self.assert_ended(run, DONE)
        return run.json["checksum"]

    def add(self, *options):
        return self.work.newsidx("add", self.name, "-q", *options)

    def assert_no_index(self):
        self.assert_ended(self.work.newsidx("stats"), NOT_FOUND, "", complaint(".*no newsidx .*"))

    def assert_same_index(self, fingerprint):
        statistics = self.work.statistics()
        self.assertEqual(
            (statistics["fingerprint"], statistics["articles"]), (fingerprint, len(ARTICLES))
        )


class KeptTest(SettingsTest):
    def test_without_either_words_do_not_meet(self):
        self.assert_ended(self.add(), DONE, "")
        self.assertEqual(self.work.found("vızıltıkov"), ["stem"])
        self.assertEqual(self.work.found("tıkıldak"), ["chatter"])
        self.assertEqual(self.work.found("martı"), ["gull", "gulls"])
        self.assertNotIn("lexicon=", self.work.statistics()["fingerprint"])

    def test_index_keeps_a_copy(self):
        self.assert_ended(self.add("--model", "own.model", "--lexicon", "own.lexicon"), DONE, "")
        for name in ("own.model", "own.lexicon"):
            (self.work.folder / name).unlink()
        for query, expected in (
            ("vızıltıkov", ["stem", "form"]),
            ("tıkıldak", ["chatter", "talk"]),
            ("LAKIRDI", ["talk", "chatter"]),
            ("martı", ["gull"]),
            ("martılar", ["gulls"]),
        ):
            with self.subTest(query=query):
                self.assertEqual(self.work.found(query), expected)
        # What is added later is stemmed the same.
        self.work.add({"id": "later", "text": "Evde vızıltıkova tıkıldak var."})
        for query in ("vızıltıkov", "lakırdı"):
            with self.subTest(query=query):
                self.assertIn("later", self.work.found(query))
        self.assert_ended(self.work.newsidx("remove", "later", "-q"), DONE, "")

    def test_stats_name_them(self):
        self.assert_ended(self.add("--model", "own.model", "--lexicon", "own.lexicon"), DONE, "")
        made_by = re.escape(f"stemmer=lexicon model={self.checksum} ") + "lexicon=[0-9a-f]{16}"
        self.assertRegex(self.work.statistics()["fingerprint"], made_by + "$")
        self.assertRegex(self.work.newsidx("stats").out, "(?m)^made by .* " + made_by + "$")

    def test_adding_again(self):
        # The same lexicon, written otherwise.
        same = self.work.write("same.lexicon", "# mine\nMARTILAR\tmartılar\r\n\nTıkıldak\tLakırdı")
        other = self.work.write("other.lexicon", "martılar\n")
        self.fit("other.model", {"id": "x", "text": "Martı Fısıltıkov'un, Fısıltıkov'a uçtu. " * 5})
        self.assert_ended(self.add("--model", "own.model", "--lexicon", "own.lexicon"), DONE, "")
        made = self.work.statistics()["fingerprint"]
        for options in (
            [],
            ["--model", "own.model"],
            ["--lexicon", "own.lexicon"],
            ["--lexicon", same],
            ["--model", "own.model", "--lexicon", "own.lexicon", "--stemmer", "lexicon"],
        ):
            with self.subTest(options=options):
                self.assert_ended(self.add(*options), DONE, "")
                self.assert_same_index(made)
        for options in (
            ["--model", "other.model"],
            ["--lexicon", other],
            ["--model", "other.model", "--lexicon", "own.lexicon"],
        ):
            with self.subTest(options=options):
                run = self.add(*options)
                self.assert_ended(run, CONFIGURATION, "", re.compile("newsidx: " + MAKE_ANOTHER))
                self.assert_same_index(made)

    def test_index_made_without_them(self):
        self.assert_ended(self.add(), DONE, "")
        for option in ("model", "lexicon"):
            with self.subTest(option=option):
                run = self.add(f"--{option}", f"own.{option}")
                self.assert_ended(run, CONFIGURATION, "", re.compile("newsidx: " + MAKE_ANOTHER))

    def test_index_of_another_stemmer(self):
        self.assert_ended(self.add("--stemmer", "none"), DONE, "")
        for option in ("model", "lexicon"):
            with self.subTest(option=option):
                run = self.add(f"--{option}", f"own.{option}")
                reason = ".*made with the stemmer none.*"
                self.assert_ended(run, CONFIGURATION, "", complaint(reason))

    def test_stemmers_without_model_and_lexicon(self):
        for stemmer in ("none", "prefix5", "snowball"):
            for option in ("model", "lexicon"):
                with self.subTest(stemmer=stemmer, option=option):
                    run = self.add("--stemmer", stemmer, f"--{option}", f"own.{option}")
                    reason = f"the stemmer {stemmer} has no use for a model or a lexicon"
                    self.assert_ended(run, USAGE, "", complaint(reason))
        self.assert_no_index()


class BadModelTest(SettingsTest):
    def assert_refused(self, content, reason):
        self.work.write("bad.model", content)
        for run in (
            self.add("--model", "bad.model"),
            self.work.newsidx("analyze", "--model", "bad.model", "elma"),
        ):
            self.assert_ended(run, CONFIGURATION, "", complaint(rf"bad\.model: {reason}"))

    def test_no_model(self):
        model = (self.work.folder / "own.model").read_bytes()
        middle = len(model) // 2
        for label, content, reason in (
            ("empty", b"", "not a model made by newsidx fit"),
            ("one byte", b"x", ".*model.*"),
            ("lexicon", LEXICON, ".*model.*"),
            ("rubbish", b"rubbish" * 10000, "not a model made by newsidx fit"),
            ("zeros", b"\0" * len(model), "not a model made by newsidx fit"),
            ("longer", model + b"\0" * 8, "the model is cut short or damaged"),
            ("changed", model[:middle] + b"\xa5\x5a" + model[middle + 2 :], ".* is damaged.*"),
        ):
            with self.subTest(label=label):
                self.assert_refused(content, reason)
        self.assert_no_index()
        self.assert_ended(self.add("--model", "own.model"), DONE, "")

    def test_model_cut_or_changed_anywhere(self):
        model = (self.work.folder / "own.model").read_bytes()
        places = [*range(1, 72, 5), *range(100, len(model), len(model) // 12), len(model) - 1]
        for place in places:
            with self.subTest(place=place, damage="cut"):
                self.assert_refused(model[:place], ".*model.*")
            with self.subTest(place=place, damage="changed"):
                changed = model[:place] + bytes([model[place] ^ 0xFF]) + model[place + 1 :]
                self.assert_refused(changed, ".*model.*")

    def test_existing_index_is_left_alone(self):
        self.assert_ended(self.add(), DONE, "")
        made = self.work.statistics()["fingerprint"]
        self.assert_refused(b"rubbish" * 10000, "not a model made by newsidx fit")
        self.assert_same_index(made)

    def test_missing_file(self):
        for option in ("--model", "--lexicon"):
            for command in (["add", self.name], ["analyze", "elma"]):
                with self.subTest(option=option, command=command):
                    run = self.work.newsidx(*command, option, "missing")
                    self.assert_ended(run, NOT_FOUND, "", complaint("missing: .*"))
        self.assert_no_index()

    def test_folder(self):
        (self.work.folder / "folder").mkdir()
        for option in ("--model", "--lexicon"):
            for command in (["add", self.name], ["analyze", "elma"]):
                with self.subTest(option=option, command=command):
                    run = self.work.newsidx(*command, option, "folder")
                    self.assertIn(run.code, (NOT_FOUND, CONFIGURATION), run)
                    self.assert_ended(run, run.code, "", complaint("folder: .*"))


class LexiconFileTest(SettingsTest):
    def test_bad_lines(self):
        for line, reason in (
            ("iki kelime", "more than one word"),
            ("iki kelime\tkelime", "more than one word"),
            ("kelime\tiki kelime", "more than one word"),
            ("bir\tiki\tüç", "more than one word"),
            ("\tkelime", "no word"),
            ("kelime\t", "no stem"),
            (b"k\xffl\tkelime", "not UTF-8"),
            ("ışık".encode("cp1254"), "not UTF-8"),
        ):
            line = line if isinstance(line, bytes) else line.encode()
            self.work.write("bad.lexicon", b"# mine\n\nelma\n" + line + b"\narmut\n")
            for command in (["add", self.name], ["analyze", "elma"]):
                with self.subTest(line=line, command=command):
                    run = self.work.newsidx(*command, "--lexicon", "bad.lexicon")
                    expected = complaint(rf"bad\.lexicon:4: {reason}")
                    self.assert_ended(run, INPUT_REFUSED, "", expected)
        self.assert_no_index()

    def test_ways_to_write_it(self):
        for label, content in (
            ("comments and blank lines", "# mine\n\n \t\ntıkıldak\tlakırdı\n# more\nmartılar\n"),
            ("CRLF", "# mine\r\n\r\ntıkıldak\tlakırdı\r\nmartılar\r\n"),
            ("byte order mark", "\ufefftıkıldak\tlakırdı\nmartılar\n"),
            ("byte order mark and comment", "\ufeff# mine\ntıkıldak\tlakırdı\nmartılar"),
            ("capitals", "TIKILDAK\tLAKIRDI\nMARTILAR\n"),
            ("spaces", " tıkıldak \t lakırdı \nmartılar  \n"),
        ):
            name = self.work.write("written.lexicon", content)
            words = "tıkıldak\nTıkıldak'ı\nmartılar\nmartıları\n".encode()
            run = self.work.newsidx("analyze", "--stems", "--lexicon", name, stdin=words)
            with self.subTest(label=label):
                self.assert_ended(run, DONE)
                stems = [line.split("\t")[1] for line in run.out.splitlines()]
                self.assertEqual(stems, ["lakırdı", "lakırdı", "martılar", "martı"])

    def test_empty_lexicon(self):
        name = self.work.write("empty.lexicon", "")
        self.assert_ended(self.add("--lexicon", name), DONE, "")
        self.assertEqual(self.work.found("martı"), ["gull", "gulls"])
