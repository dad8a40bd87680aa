"""Runs of many queries for evaluation: search --batch, --timings."""

import re

from harness import (
    CANNOT_CREATE,
    DONE,
    IO,
    NOT_FOUND,
    NOTHING_FOUND,
    SOME_REFUSED,
    USAGE,
    SharedIndexTest,
    complaint,
)

TREC_LINE = re.compile(r"(\S+) Q0 (\S+) (\d+) (\d+\.\d{6}) newsidx")


class BatchTest(SharedIndexTest):
    articles = [
        {"id": f"a{n}", "text": "martı " * (1 + n % 4) + "yunus " * (n % 3) + "kıyı"}
        for n in range(12)
    ]

    def batch(self, content, *options, **popen):
        name = self.work.write("topics.tsv", content)
        return self.work.newsidx("search", "--batch", name, *options, **popen)

    def trec_rows(self, run):
        matches = [TREC_LINE.fullmatch(line) for line in run.out.splitlines()]
        self.assertNotIn(None, matches, run.out)
        return [match.groups() for match in matches]

    def test_trec_run(self):
        run = self.batch("q2\tyunus\nq10\tmartı kıyı\nq1\tkıyı\n", "-n", "5", "--format", "trec")
        self.assert_ended(run, DONE)
        rows = self.trec_rows(run)
        self.assertEqual([row[0] for row in rows], ["q2"] * 5 + ["q10"] * 5 + ["q1"] * 5)
        self.assertEqual([int(row[2]) for row in rows], [1, 2, 3, 4, 5] * 3)
        for qid, query in (("q2", "yunus"), ("q10", "martı kıyı"), ("q1", "kıyı")):
            own = [row for row in rows if row[0] == qid]
            scores = [float(row[3]) for row in own]
            self.assertEqual(scores, sorted(scores, reverse=True))
            self.assertEqual([row[1] for row in own], self.work.found(query)[:5])

    def test_trec_is_the_default_and_input_may_be_a_pipe(self):
        content = "q1\tyunus\r\n\r\nq2\tmartı"
        expected = self.batch(content, "--format", "trec")
        self.assert_ended(expected, DONE)
        run = self.work.newsidx("search", "--batch", "-", stdin=content.encode())
        self.assert_ended(run, DONE, expected.out)
        self.assertEqual({row[0] for row in self.trec_rows(run)}, {"q1", "q2"})

    def test_json_lines_name_their_query(self):
        run = self.batch("q2\tyunus\nq1\tkıyı\n", "--format", "jsonl", "-n", "2")
        self.assert_ended(run, DONE)
        self.assertEqual([hit["qid"] for hit in run.json_lines], ["q2", "q2", "q1", "q1"])

    def test_bad_lines_are_named_and_the_rest_is_run(self):
        run = self.batch('q1\tyunus\nno tab\nq3\ta AND "open\n\tno qid\nq5\tkıyı\n', "-n", "1")
        self.assert_ended(
            run,
            SOME_REFUSED,
            err=re.compile(
                r"newsidx: topics\.tsv:2: not of the form qid<TAB>query\n"
                r"newsidx: topics\.tsv:3: the query has a quote that is not closed\n"
                r' +a AND "open\n +\^\n'
                r"newsidx: topics\.tsv:4: not of the form qid<TAB>query\n"
            ),
        )
        self.assertEqual([row[0] for row in self.trec_rows(run)], ["q1", "q5"])

    def test_bytes_that_are_no_utf8(self):
        run = self.batch(b"q1\tyunus\nq2\tmart\xfd\nq3\tk\xc4\xb1y\xc4\xb1\n", "-n", "1")
        self.assert_ended(
            run, SOME_REFUSED, err=complaint(r"topics\.tsv:2: the query is not UTF-8.*")
        )
        self.assertEqual([row[0] for row in self.trec_rows(run)], ["q1", "q3"])

    def test_byte_order_mark_is_no_part_of_the_first_qid(self):
        run = self.batch("\ufeffq1\tyunus\n", "-n", "1")
        self.assertEqual([row[0] for row in self.trec_rows(run)], ["q1"])

    def test_nothing_found_by_any(self):
        self.assert_ended(self.batch("q1\tbulunmayan\n"), NOTHING_FOUND, "")
        self.assert_ended(self.batch("q1\tbulunmayan\nq2\tyunus\n", "-n", "1"), DONE)

    def test_timings(self):
        run = self.batch("q2\tyunus\nq1\tbulunmayan\nbroken\n", "--timings", "times.tsv")
        self.assertEqual(run.code, SOME_REFUSED)
        times = (self.work.folder / "times.tsv").read_text()
        self.assertRegex(times, r"^q2\t\d+\.\d+\nq1\t\d+\.\d+\n$")

    def test_files_that_cannot_be_used(self):
        run = self.work.newsidx("search", "--batch", "missing.tsv")
        self.assert_ended(run, NOT_FOUND, "", complaint(r"missing\.tsv: .*"))
        (self.work.folder / "folder").mkdir()
        run = self.work.newsidx("search", "--batch", "folder")
        self.assert_ended(run, NOT_FOUND, "", complaint("folder: .*"))
        run = self.batch("q1\tyunus\n", "--timings", "no/such/folder.tsv")
        self.assert_ended(run, CANNOT_CREATE, "", complaint(r"no/such/folder\.tsv: .*"))
        run = self.batch("q1\tyunus\n" * 3000, "--timings", "/dev/full", "-n", "1")
        self.assert_ended(run, IO, err=complaint("/dev/full: .*"))

    def test_options_that_do_not_go_together(self):
        for options in (["--format", "json"], ["--format", "text"], ["martı"]):
            with self.subTest(options=options):
                self.assert_ended(
                    self.batch("q1\tyunus\n", *options), USAGE, "", complaint(".*--batch.*")
                )
        run = self.work.newsidx("search", "martı", "--timings", "x.tsv")
        self.assert_ended(run, USAGE, "", complaint("--timings goes with --batch"))

    def test_one_query_as_trec(self):
        run = self.work.newsidx("search", "martı", "--format", "trec", "-n", "2", "--offset", "3")
        self.assert_ended(run, DONE)
        self.assertEqual(
            [(row[0], row[2]) for row in self.trec_rows(run)], [("1", "4"), ("1", "5")]
        )

    def test_white_space_in_ids_keeps_six_columns(self):
        self.work.newsidx(
            "add",
            self.work.write_json_lines("s.jsonl", {"id": "iki kelime", "text": "Karabatak."}),
            "--index",
            "spaced",
            "-q",
        )
        run = self.work.newsidx("search", "karabatak", "--format", "trec", "--index", "spaced")
        self.assertEqual([row[1] for row in self.trec_rows(run)], ["iki_kelime"])
