"""analyze --names and fit --names: people, places and organisations in running text."""

import random

from harness import (
    CONFIGURATION,
    DONE,
    INPUT_REFUSED,
    NOTHING_FOUND,
    NOT_FOUND,
    USAGE,
    CliTest,

)

SENTENCES = """Dün O
Mehmet B-PER
Yılmaz I-PER
İzmir'e B-LOC
gitti O
. O

Toplantıyı O
Zırtapoz B-ORG
Derneği I-ORG
düzenledi O
. O

"""


def conll(times):
    return SENTENCES.replace(" ", "\t") * times


class NamesTest(CliTest):
    def names(self, text, *options):
        data = text if isinstance(text, bytes) else text.encode()
        run = self.work.newsidx("analyze", "--names", *options, stdin=data)
        self.assertIn(run.code, (DONE, NOTHING_FOUND), run.err)
        return run.json_lines


class FormTest(NamesTest):
    def test_offsets_are_bytes_of_the_line_and_the_name_has_no_suffix(self):
        lines = ["Hava güzel.", "Bugün Dışişleri Bakanı Hakan Fidan dün Bağdat'a gitti."]
        found = self.names("\n".join(lines) + "\n")
        self.assertEqual(
            found,
            [
                {"line": 2, "start": 28, "end": 39, "type": "person", "text": "Hakan Fidan", "name": "Hakan Fidan"},
                {"line": 2, "start": 45, "end": 54, "type": "place", "text": "Bağdat'a", "name": "Bağdat"},
            ],
        )
        for mention in found:
            line = lines[mention["line"] - 1].encode()
            self.assertEqual(line[mention["start"] : mention["end"]].decode(), mention["text"])

    def test_last_line_needs_no_newline_and_empty_lines_count(self):
        found = self.names("\n\nAnkara'da kar yağdı.")
        self.assertEqual([(m["line"], m["name"], m["type"]) for m in found], [(3, "Ankara", "place")])

    def test_line_numbers_go_on_over_many_lines(self):
        found = self.names("Hava güzel.\n" * 100 + "Putin Moskova'da konuştu.\n" + "x\n" * 50)
        self.assertEqual({m["line"] for m in found}, {101})
        self.assertIn("Moskova", [m["name"] for m in found])

    def test_no_names_is_exit_1(self):
        for text in ["", "\n", "hava bugün çok güzel\n"]:
            run = self.work.newsidx("analyze", "--names", stdin=text.encode())
            self.assertEqual((run.code, run.stdout, run.stderr), (NOTHING_FOUND, b"", b""), text)

    def test_text_and_stems_do_not_go_with_it(self):
        for options in [["Ankara"], ["--stems"], ["--lexicon", "x.txt"]]:
            run = self.work.newsidx("analyze", "--names", *options)
            self.assertEqual(run.code, USAGE, options)
            self.assertIn("--names", run.err)

    def test_a_file_that_is_no_model_is_refused(self):
        self.work.write("own.model", "nothing of the kind")
        run = self.work.newsidx("analyze", "--names", "--model", "own.model", stdin=b"Ankara\n")
        self.assertEqual(run.code, CONFIGURATION)
        self.assertIn("own.model", run.err)
        run = self.work.newsidx("analyze", "--names", "--model", "none.model", stdin=b"Ankara\n")
        self.assertEqual(run.code, NOT_FOUND)


class HostileTest(NamesTest):
    """Long lines and odd bytes: the run ends (in less than the harness's patience), offsets hold."""

    def check(self, data):
        lines = data.split(b"\n")
        for mention in self.names(data):
            line = lines[mention["line"] - 1]
            self.assertLess(mention["start"], mention["end"])
            self.assertLessEqual(mention["end"], len(line))
            self.assertTrue(mention["name"])

    def test_a_line_of_a_megabyte(self):
        for unit in ["Ankara'da Ali Yılmaz konuştu ", "ANKARA ALİ ", "ankara ali ", "A", "A.", ". ", '"(', "Ş ", "ı"]:
            self.check((unit * (1_000_000 // len(unit.encode()))).encode())

    def test_random_bytes(self):
        source = random.Random(5)
        self.check(source.randbytes(300_000))
        self.check(bytes(source.choice(b"Aa'.\xc5\x9f\xff \x00\x80\xe2") for _ in range(300_000)))

    def test_no_capitals_makes_no_flood_of_names(self):
        text = "dün toplantı yapıldı ve karar alındı, herkes memnun kaldı. " * 50
        self.assertEqual(self.names(text), [])

    def test_bytes_that_are_no_utf8_keep_the_offsets(self):
        found = self.names(b"\xff\xfe Ankara'da kar var.\n")
        self.assertEqual([(m["start"], m["text"]) for m in found], [(3, "Ankara'da")])


class FitTest(NamesTest):
    def test_learns_from_annotated_sentences_and_articles(self):
        self.work.write("a.conll", conll(20))
        self.work.write_json_lines("articles.jsonl", {"id": "a1", "text": "Zırtapoz Derneği toplandı. " * 10})
        args = ["fit", "articles.jsonl", "--names", "a.conll", "-o"]
        run = self.work.newsidx(*args, "one.model", "--format", "json")
        self.assert_ended(run, DONE)
        self.assertEqual((run.json["names"], run.json["articles"]), (60, 1))
        self.assert_ended(self.work.newsidx(*args, "two.model"), DONE)
        one, two = ((self.work.folder / f"{n}.model").read_bytes() for n in ("one", "two"))
        self.assertEqual(one, two)
        found = self.names("Dün Mehmet Yılmaz İzmir'e gitti.\n", "--model", "one.model")
        self.assertEqual([m["name"] for m in found], ["Mehmet Yılmaz", "İzmir"])

        # What words are like can come from that model instead of articles.
        run = self.work.newsidx("fit", "--names", "a.conll", "--words", "one.model", "-o", "three.model")
        self.assert_ended(run, DONE)

    def test_what_is_missing_or_bad_is_named(self):
        self.work.write("a.conll", conll(2))
        self.work.write("bad.conll", "Ankara B-LOC\n")
        self.work.write("none.conll", "Ankara\tO\n")
        self.work.write_json_lines("articles.jsonl", {"id": "a1", "text": "Hava güzel."})
        cases = [
            (["--names", "a.conll"], USAGE, "--words"),
            (["--names", "a.conll", "articles.jsonl", "--roots", "x"], USAGE, "--roots"),
            (["--words", "a.model", "articles.jsonl"], USAGE, "--words"),
            (["--silver", "a.conll", "articles.jsonl"], USAGE, "--silver"),
            ([], USAGE, "PATH"),
            (["--names", "bad.conll", "articles.jsonl"], INPUT_REFUSED, "bad.conll:1"),
            (["--names", "none.conll", "articles.jsonl"], INPUT_REFUSED, "annotated"),
            (["--names", "gone.conll", "articles.jsonl"], NOT_FOUND, "gone.conll"),
        ]
        for options, code, words in cases:
            run = self.work.newsidx("fit", "-o", "own.model", *options)
            self.assertEqual(run.code, code, (options, run.err))
            self.assertIn(words, run.err)
            self.assertFalse((self.work.folder / "own.model").exists(), options)
