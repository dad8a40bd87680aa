"""What goes from one program to the next: ids on standard input, CSV for spreadsheets, standard
streams that are closed; and one index a run."""

import csv
import io
import json
import os
import re
import subprocess
import unicodedata

from harness import (
    BINARY,
    DONE,
    INPUT_REFUSED,
    IO,
    NOT_FOUND,
    NOTHING_FOUND,
    SOME_REFUSED,
    TIMEOUT,
    USAGE,
    CliTest,
    Run,
    SharedIndexTest,
    complaint,
)

BOM = b"\xef\xbb\xbf"
# Ids that a command line takes for something else, and words of a shell.
ODD_IDS = ["--index=/x", "-5", "--help", "-", "boşluklu bir id", "a;b|c", "$(ls)", "'tırnak\"", "a,b"]


def article(article_id, text="Kıyıda bir martı uçtu."):
    return {"id": article_id, "date": "2025-09-02", "text": text}


class IdsTest(CliTest):
    def setUp(self):
        super().setUp()
        self.work.add(*map(article, ODD_IDS))

    def from_stdin(self, command, text, *options):
        stdin = text if isinstance(text, bytes) else text.encode()
        return self.work.newsidx(command, "--ids", "-", *options, stdin=stdin)

    def test_every_id_comes_through_a_pipe(self):
        pipe = (
            'set -e; "$0" search martı --format ids -n 100 >found; '
            '"$0" get --ids - --bare --format jsonl <found >got; '
            '"$0" remove --ids - --format json <found'
        )
        done = subprocess.run(
            ["sh", "-c", pipe, BINARY],
            env=self.work.environment(),
            cwd=self.work.folder,
            capture_output=True,
        )
        self.assertEqual((done.returncode, done.stderr), (DONE, b""))
        got = (self.work.folder / "got").read_text().splitlines()
        self.assertEqual(sorted(json.loads(line)["id"] for line in got), sorted(ODD_IDS))
        self.assertEqual(json.loads(done.stdout)["removed"], len(ODD_IDS))
        self.assertEqual(self.work.ids(), [])

    def test_forms_of_a_list(self):
        first, second = ODD_IDS[:2]
        for text in (
            f"{first}\n{second}\n",
            f"{first}\n{second}",
            f"{first}\r\n{second}\r\n",
            f"\n\n{first}\n\r\n{second}\n\n",
            BOM + f"{first}\r\n{second}".encode(),
        ):
            with self.subTest(text=text):
                run = self.from_stdin("get", text, "--bare", "--format", "json")
                self.assert_ended(run, DONE)
                self.assertEqual([found["id"] for found in run.json], [first, second])

    def test_a_list_of_one_is_a_list(self):
        run = self.from_stdin("get", "-5\n", "--format", "json")
        self.assertEqual([found["id"] for found in run.json], ["-5"])
        run = self.from_stdin("related", "-5\n", "--format", "json")
        self.assertEqual([found["id"] for found in run.json], ["-5"])

    def test_a_list_of_none_asks_for_nothing(self):
        for text in ("", "\n", "\r\n\n", BOM):
            for command, options, out in (
                ("get", [], ""),
                ("get", ["--format", "json"], "[]\n"),
                ("related", ["--format", "json"], "[]\n"),
                ("related", [], ""),
                ("remove", [], "0 removed, 0 not there\n"),
            ):
                with self.subTest(command=command, text=text, options=options):
                    self.assert_ended(self.from_stdin(command, text, *options), DONE, out)

    def test_what_is_not_there_is_named_and_the_rest_is_done(self):
        missing = complaint("yok: no article of this id")
        for command in ("get", "related", "remove"):
            with self.subTest(command=command):
                run = self.from_stdin(command, "yok\n-5\n--help\n", "-q")
                self.assert_ended(run, NOTHING_FOUND, None, missing)
        self.assertEqual(len(self.work.ids()), len(ODD_IDS) - 2)

    def test_an_id_that_is_named_twice_is_removed_once(self):
        run = self.from_stdin("remove", "-5\n-5\n")
        self.assert_ended(run, DONE, "1 removed, 0 not there\n")
        run = self.work.newsidx("remove", "--", "--help", "--help")
        self.assert_ended(run, DONE, "1 removed, 0 not there\n")

    def test_a_list_in_a_file(self):
        name = self.work.write("ids.txt", "-5\n")
        self.assert_ended(self.work.newsidx("remove", "--ids", name, "-q"), DONE, "")
        self.assertNotIn("-5", self.work.ids())
        for command in ("get", "related", "remove"):
            run = self.work.newsidx(command, "--ids", "yok.txt")
            self.assert_ended(run, NOT_FOUND, "", complaint(".*yok.txt: cannot be read: .*"))
            self.assertEqual(self.work.newsidx(command, "--ids", ".").code, IO)

    def test_what_has_no_lines_is_no_list(self):
        run = self.work.newsidx("get", "--ids", "/dev/zero")
        self.assert_ended(run, INPUT_REFUSED, "", complaint(".*a line that is longer than any id"))

    def test_after_two_dashes_everything_is_an_id(self):
        for article_id in ODD_IDS:
            with self.subTest(id=article_id):
                run = self.work.newsidx("get", "--format", "json", "--", article_id)
                self.assert_ended(run, DONE)
                self.assertEqual(run.json["id"], article_id)

    def test_ids_are_named_in_one_way(self):
        for command in ("get", "related", "remove"):
            for words in ([], ["a", "--ids", "-"], ["--ids", ""], [""]):
                with self.subTest(command=command, words=words):
                    run = self.work.newsidx(command, *words)
                    self.assert_ended(run, USAGE, "", complaint(".*"))
        run = self.work.newsidx("related", "--stdin", "--ids", "-", stdin=b"-5\n")
        self.assertEqual(run.code, USAGE)


class SeveralRelatedTest(SharedIndexTest):
    articles = [
        {"id": "a", "title": "Liman grevi", "text": "Liman işçileri grevde. Liman grevi sürüyor."},
        {"id": "b", "title": "Grev bitti", "text": "Liman grevi bitti, işçiler limana döndü."},
        {"id": "c", "title": "Grev kararı", "text": "Liman işçileri grev kararı aldı."},
        *({"id": f"x{n}", "text": f"Bambaşka {n} bir haber metni."} for n in range(20)),
    ]

    def related(self, *options):
        run = self.work.newsidx("related", "--ids", "-", *options, stdin=b"a\nb\n")
        self.assert_ended(run, DONE)
        return run

    def test_each_hit_says_what_it_is_related_to(self):
        alone = {
            i: self.work.newsidx("related", "--format", "ids", i).out.splitlines() for i in "ab"
        }
        self.assertTrue(alone["a"] and alone["b"], alone)
        pairs = [(i, hit) for i in "ab" for hit in alone[i]]
        self.assertEqual(self.related("--format", "ids").out.split(), [hit for _, hit in pairs])
        lines = self.related("--format", "jsonl").json_lines
        self.assertEqual([(line["related_to"], line["id"]) for line in lines], pairs)
        rows = list(csv.DictReader(io.StringIO(self.related("--format", "csv").out)))
        self.assertEqual([(row["related_to"], row["id"]) for row in rows], pairs)
        documents = self.related("--format", "json").json
        self.assertEqual([(d["id"], h["id"]) for d in documents for h in d["hits"]], pairs)
        text = self.related().out
        self.assertIn("related to a: Liman grevi\n", text)
        self.assertIn("related to b: Grev bitti\n", text)

    def test_one_named_id_is_as_ever(self):
        self.assertNotIn("related_to", self.work.newsidx("related", "a", "--format", "csv").out)
        self.assertEqual(self.work.newsidx("related", "a", "--format", "json").json["id"], "a")


class SpreadsheetTest(SharedIndexTest):
    FORMULAS = [
        "=1+1", "+90 212 000", "-5 derece", "@SUM(A1)", "=HYPERLINK(\"http://x\";\"y\")",
        "＝1+1", "＋1", "－1", "＠x", "a;=1+1", "a;-1", "x,=1", '"=1', "-1", "-1.5", "düz, \"tırnaklı\"",
    ]  # fmt: skip
    articles = [
        {
            "id": f"{formula}",
            "title": f"{formula} başlık",
            "source": formula,
            "date": "2025-09-02",
            "text": f"Kıyıda martı uçtu. {formula}",
        }
        for formula in FORMULAS
    ]

    COMMANDS = (
        ["search", "martı", "-n", "100"],
        ["related", "-n", "100", "--", "=1+1"],
        ["facets", "martı"],
        ["timeline", "martı"],
        ["aliases", "suggest"],
    )

    def csv(self, command, *options):
        run = self.work.newsidx(command[0], *options, "--format", "csv", *command[1:])
        if command == ["aliases", "suggest"]:
            run = self.work.newsidx(*command, *options, "--format", "csv")
        self.assertIn(run.code, (DONE, NOTHING_FOUND), run)
        return run.stdout

    @staticmethod
    def cells(text, delimiter):
        return [c for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) for c in row]

    def test_plain_is_the_data_as_they_are(self):
        out = self.csv(["search", "martı", "-n", "100"])
        self.assertFalse(out.startswith(BOM))
        rows = list(csv.DictReader(io.StringIO(out.decode(), newline="")))
        self.assertEqual(sorted(row["source"] for row in rows), sorted(self.FORMULAS))
        self.assertEqual(sorted(row["id"] for row in rows), sorted(self.FORMULAS))

    def test_no_cell_is_a_formula(self):
        for command in self.COMMANDS:
            with self.subTest(command=command):
                plain = self.csv(command).decode()
                out = self.csv(command, "--spreadsheet")
                self.assertTrue(out.startswith(BOM))
                self.assertFalse(out.startswith(BOM + BOM))
                text = out[len(BOM) :].decode()
                for delimiter in ",;":  # Turkish Excel parts at semicolons
                    for cell in self.cells(text, delimiter):
                        begins = unicodedata.normalize("NFKC", cell[:1]) in tuple("=+-@\t\r\n")
                        self.assertTrue(
                            not cell or not begins or re.fullmatch(r"-[0-9.]+", cell), cell
                        )
                # Nothing else is changed.
                self.assertEqual(
                    [cell.replace("'", "") for cell in self.cells(text, ",")],
                    [cell.replace("'", "") for cell in self.cells(plain, ",")],
                )
                self.assertEqual(text.count('"') % 2, 0)

    def test_numbers_stay_numbers(self):
        self.work.write("qrels", "1 0 a 1\n")
        self.work.write("good", "1 Q0 a 1 2.0 x\n")
        self.work.write("bad", "1 Q0 b 1 2.0 x\n1 Q0 a 2 1.0 x\n")
        command = ["eval", "--qrels", "qrels", "--run", "bad", "--baseline", "good"]
        run = self.work.newsidx(*command, "--format", "csv", "--spreadsheet")
        self.assert_ended(run, DONE)
        self.assertTrue(run.stdout.startswith(BOM + b'"qid","measure"'))
        self.assertRegex(run.out, r'"-0\.[0-9]+"')

    def test_it_goes_with_csv(self):
        for command in (["search", "x"], ["search", "x", "--format", "json"], ["facets", "x"]):
            run = self.work.newsidx(*command, "--spreadsheet")
            self.assert_ended(run, USAGE, "", complaint("--spreadsheet goes with --format csv"))
        self.assertEqual(self.work.newsidx("stats", "--spreadsheet").code, USAGE)


class OneIndexTest(CliTest):
    COMMANDS = (
        ["search", "x"], ["related", "x"], ["facets", "x"], ["timeline", "x"], ["entity", "x"],
        ["duplicates"], ["get", "x"], ["remove", "x"], ["stats"], ["status"], ["check"], ["compact"],
        ["add", "x.jsonl"], ["reindex", "."], ["watch", "list"], ["watch", "run"],
        ["watch", "add", "x", "y"], ["watch", "remove", "x"], ["aliases", "list"],
        ["aliases", "add", "x", "y"], ["aliases", "remove", "x"], ["aliases", "suggest"],
        ["analyze", "x"], ["fit", ".", "-o", "model"],
    )  # fmt: skip

    def test_two_are_an_error(self):
        self.work.write_json_lines("x.jsonl", article("x"))
        reason = complaint("--index is given twice: several indexes together are not .*")
        for command in self.COMMANDS:
            for words in (
                [*command, "--index", "one", "--index", "two"],
                ["--index", "one", *command, "--index", "two"],
                ["--index=one", "--index=two", *command],
                ["--index", "one", *command, "--index", "one"],
            ):
                with self.subTest(words=words):
                    self.assert_ended(self.work.newsidx(*words), USAGE, "", reason)
        for words in (["watch", "--index", "one", "list", "--index", "two"],):
            self.assert_ended(self.work.newsidx(*words), USAGE, "", reason)
        names = sorted(os.listdir(self.work.folder))
        self.assertEqual(names, ["x.jsonl"])

    def test_one_is_none(self):
        self.work.write_json_lines("x.jsonl", article("x"))
        run = self.work.newsidx("add", "-q", "x.jsonl", "--index", "one")
        self.assert_ended(run, DONE, "")
        for words in (["--index", "one", "search", "martı"], ["search", "martı", "--index", "one"]):
            self.assertEqual(self.work.newsidx(*words).code, DONE)


class ClosedStreamsTest(CliTest):
    CLOSED = complaint("standard output cannot be written: it is closed")

    def setUp(self):
        super().setUp()
        self.work.add(*(article(f"a{n}") for n in range(30)))

    def run_closed(self, closed, *command):
        done = subprocess.run(
            ["sh", "-c", f'exec "$0" "$@" {closed}', BINARY, *command],
            env=self.work.environment(),
            cwd=self.work.folder,
            timeout=TIMEOUT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
        )
        return Run(done.returncode, done.stdout, done.stderr)

    def test_closed_output_is_an_error(self):
        self.work.write_json_lines("more.jsonl", article("more"))
        for command in (
            ["--help"],
            ["--version"],
            ["search", "--help"],
            ["search", "martı"],
            *(["search", "martı", "--format", f] for f in ("json", "jsonl", "csv", "ids", "trec")),
            ["search", "--count", "martı"],
            ["get", "a1"],
            ["get", "--original", "a1"],
            ["related", "-q", "a1", "--format", "json"],
            ["facets", "martı"],
            ["timeline", "martı"],
            ["stats"],
            ["status"],
            ["check"],
            ["duplicates", "-q", "--format", "json"],
            ["analyze", "martı"],
            ["aliases", "list", "Putin"],
            ["add", "more.jsonl"],
            ["remove", "more"],
        ):
            with self.subTest(command=command):
                self.assert_ended(self.run_closed(">&-", *command), IO, "", self.CLOSED)
        # What was to be done is done; it could not be told.
        self.assertNotIn("more", self.work.ids())

    def test_who_says_nothing_needs_no_output(self):
        self.work.write_json_lines("more.jsonl", article("more"))
        for command in (
            ["add", "-q", "more.jsonl"],
            ["reindex", "-q", "more.jsonl"],
            ["check", "-q"],
            ["status", "-q"],
            ["watch", "run"],
            ["compact", "-q"],
        ):
            with self.subTest(command=command):
                self.assert_ended(self.run_closed(">&-", *command), DONE, "", "")
        self.assertIn("more", self.work.ids())

    def test_a_watch_has_told_nothing(self):
        for name in ("bir", "iki"):
            run = self.work.newsidx("watch", "add", "-q", "--from-start", name, "martı")
            self.assert_ended(run, DONE, "")
        for options in ([], *(["--format", f] for f in ("json", "jsonl", "ids"))):
            for shut in (">&-", ">/dev/full", "<&- >&-"):
                with self.subTest(options=options, shut=shut):
                    run = self.run_closed(shut, "watch", "run", *options)
                    self.assert_ended(run, IO, "", complaint("standard output cannot be.*"))
        told = self.work.newsidx("watch", "run", "--format", "ids")
        self.assertEqual(len(told.out.splitlines()), 60)

    def test_input_that_cannot_be_read_is_not_empty(self):
        for command in (
            ["add", "-"],
            ["get", "--ids", "-"],
            ["remove", "--ids", "-"],
            ["related", "--ids", "-"],
            ["related", "--stdin"],
            ["search", "--batch", "-"],
            ["analyze"],
            ["analyze", "--stems"],
            ["analyze", "--names"],
            ["analyze", "--topics"],
            ["fit", "-o", "own.model", "-"],
            ["eval", "--qrels", "-", "--run", "/dev/null"],
        ):
            for where, why in (("<&-", "it is closed"), ("</", "Is a directory")):
                with self.subTest(command=command, where=where):
                    run = self.run_closed(where, *command)
                    self.assert_ended(run, IO, "", complaint(f"standard input cannot be read: {why}"))
        # Whoever does not ask for it need not have it.
        self.assertEqual(self.run_closed("<&-", "search", "martı").code, DONE)

    def test_closed_error_output_stops_nothing(self):
        self.work.write_json_lines("more.jsonl", article("more"), "{", article("a\tb"))
        self.assert_ended(self.run_closed("2>&-", "add", "more.jsonl"), SOME_REFUSED)
        self.assertIn("more", self.work.ids())
        self.assertEqual(self.run_closed("2>&-", "search", "bulunmaz").code, NOTHING_FOUND)
        self.assertEqual(self.run_closed("2>&-", "search", "kisii:x").code, USAGE)
        self.assertEqual(self.run_closed("2>/dev/full", "search", "bulunmaz").code, NOTHING_FOUND)
        self.assertEqual(self.run_closed(">&- 2>&-", "search", "martı").code, IO)
        self.assertEqual(self.run_closed("<&- >&- 2>&-", "add", "-q", "more.jsonl").code, SOME_REFUSED)
        self.assert_ended(self.work.newsidx("check", "-q"), DONE, "", "")
