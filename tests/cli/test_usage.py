"""Command lines and queries that cannot be understood: exit code 64, a reason, and nothing done."""

from harness import DONE, NOTHING_FOUND, USAGE, SharedIndexTest, complaint

ARTICLES = [{"id": "a", "date": "2025-09-02", "text": "Kıyıda bir martı uçtu."}]


class UsageTest(SharedIndexTest):
    articles = ARTICLES

    def assert_usage(self, *command, reason):
        with self.subTest(command=str(command)[:100]):
            self.assert_ended(self.work.newsidx(*command), USAGE, "", complaint(reason))

    def test_commands_and_options(self):
        self.assert_usage(reason="A subcommand is required")
        self.assert_usage("serach", "martı", reason=".*serach.*")
        self.assert_usage("search", "martı", "--colour", "always", reason=".*--colour.*")
        self.assert_usage("search", "martı", "--color", "purple", reason="--color: .*purple.*")
        self.assert_usage("search", "martı", "--format", "xml", reason="--format: 'xml'.*json.*")
        self.assert_usage("add", "x.txt", "--format", "trec", reason="--format: 'trec'.*")
        self.assert_usage("add", "x.txt", "--input", "pdf", reason="--input: .*pdf.*")
        self.assert_usage("add", "x.txt", "--stemmer", "lemmas", reason="unknown stemmer: lemmas")
        self.assert_usage("analyze", "x", "--stemmer", "lemmas", reason="unknown stemmer: lemmas")
        self.assert_usage("add", reason=".*PATH.*")
        self.assert_usage("get", reason=".*ID.*")
        self.assert_usage("remove", reason=".*ID.*")
        self.assert_usage("search", reason="give a query.*")
        self.assert_usage("search", "", reason=".*query.*")
        self.assert_usage("search", " \t ", reason=".*query.*")
        self.assert_usage("search", "martı", "--sort", "title", reason="--sort: .*title.*")
        self.assert_usage("search", "martı", "--index", reason=".*--index.*")

    def test_counts(self):
        for count in ("0", "-1", "1e3", "ten", "", "99999999999"):
            self.assert_usage("search", "martı", "-n", count, reason="--limit: .*")
        for offset in ("-1", "x"):
            self.assert_usage("search", "martı", "--offset", offset, reason="--offset: .*")
        self.assert_usage(
            "add", "x.txt", "--max-article-bytes", "-5", reason="--max-article-bytes: .*"
        )

    def test_dates(self):
        reason = "--from: no day of the calendar: .*"
        for day in ("nonsense", "2025-02-30", "2025-13", "20", "0000", "2025-9-", "-1"):
            self.assert_usage("search", "martı", f"--from={day}", reason=reason)
        self.assert_usage(
            "search", "martı", "--to=2025-13-01", reason="--to: no day of the calendar: .*"
        )
        self.assert_usage(
            "search",
            "martı",
            "--from",
            "2026",
            "--to",
            "2025-09",
            reason="--from 2026-01-01 is after --to 2025-09-30",
        )
        self.assert_usage(
            "add", "x.txt", "--date", "dünden", reason="--date: no day of the calendar: .*"
        )

    def test_empty_value_is_no_value(self):
        # As of an unset variable in a script: --index "$INDEX" must not mean some other index.
        for option in ("--from", "--to", "--index", "--batch"):
            self.assert_usage("search", "martı", option, "", reason=f".*{option}.*")
        for option in ("--date", "--stemmer", "--index"):
            self.assert_usage("add", "x.txt", option, "", reason=f".*({option}|stemmer).*")

    def test_open_quote_with_caret_under_it(self):
        for query, column in (('+martı "uçtu', 7), ('başlık:"kıyıda bir', 7), ('a AND «uçtu', 6)):
            with self.subTest(query=query):
                run = self.work.newsidx("search", query)
                self.assertEqual((run.code, run.out), (USAGE, ""))
                lines = run.err.splitlines()
                self.assertRegex(lines[0], "^newsidx: the query has a quote that is not closed")
                shown = lines[1].index(query)
                self.assertEqual(lines[2], " " * (shown + column) + "^")
                self.assertGreater(len(lines), 3, "a hint what to do")

    def test_query_that_is_no_utf8(self):
        self.assert_usage("search", b"mart\xfd", reason=r"the query is not UTF-8 \(byte 5\)")

    def test_overlong_query(self):
        self.assert_usage(
            "search", "martı " * 10_000, reason="the query is longer than [0-9]+ bytes"
        )

    def test_queries_without_words_find_nothing(self):
        for query in ("!!!", '""', "…", "\u200b", "\u0300", "''"):
            with self.subTest(query=query):
                self.assert_ended(
                    self.work.newsidx("search", query),
                    NOTHING_FOUND,
                    "",
                    "newsidx: note: there is no word in the query\nnewsidx: nothing found\n",
                )

    def test_an_option_that_is_given_twice_counts_as_given_last(self):
        run = self.work.newsidx("search", "martı", "-n", "5", "-n", "1", "--format", "ids")
        self.assert_ended(run, DONE)
        self.assertEqual(len(run.out.splitlines()), 1)

    def test_a_query_that_begins_with_a_dash_is_told_how(self):
        run = self.work.newsidx("search", "-martı")
        self.assertEqual((run.code, run.out), (USAGE, ""))
        self.assertIn("goes behind --: newsidx search -- '-…'", run.err)
        self.assertNotIn("behind --", self.work.newsidx("search", "--nosuch", "martı").err)
        self.assertNotIn("behind --", self.work.newsidx("stats", "-martı").err)

    def test_wrong_usage_touches_no_index(self):
        before = self.work.statistics()
        name = self.work.write_json_lines("new.jsonl", {"id": "new", "text": "Yeni."})
        self.assert_usage("add", name, "--date", "dünden", reason="--date.*")
        self.assert_usage("add", name, "--stemmer", "lemmas", reason="unknown stemmer.*")
        self.assertEqual(self.work.statistics(), before)

    def test_help_and_version(self):
        for command in (
            ["--help"],
            ["add", "--help"],
            ["search", "-h"],
            ["get", "--help"],
            ["remove", "--help"],
            ["stats", "--help"],
            ["analyze", "--help"],
        ):
            with self.subTest(command=command):
                run = self.work.newsidx(*command)
                self.assert_ended(run, DONE)
                self.assertIn("Exit code", run.out)
                self.assertLessEqual(max(map(len, run.out.splitlines())), 110)
        self.assertRegex(self.work.newsidx("--version").out, r"^newsidx [0-9.]+\n$")

    def test_words_that_begin_with_a_dash_come_after_two_dashes(self):
        run = self.work.newsidx("search", "--format", "ids", "--", "-martı")
        self.assert_ended(run, USAGE, "", complaint("this only says what to leave out"))
        run = self.work.newsidx("search", "--format", "ids", "--", "-uçak", "martı")
        self.assert_ended(run, DONE, "a\n", "")
