"""When a query's articles were published: newsidx timeline."""

from harness import DONE, NOTHING_FOUND, USAGE, SharedIndexTest, complaint


class TimelineTest(SharedIndexTest):
    articles = [
        {"id": "a", "text": "martı", "date": "2024-01-05"},
        {"id": "b", "text": "martı", "date": "2024-01-07"},
        {"id": "c", "text": "martı", "date": "2024-01-07"},
        {"id": "d", "text": "martı", "date": "2024-02-20"},
        {"id": "e", "text": "martı yunus"},
        {"id": "f", "text": "yunus", "date": "2024-01-06"},
        {"id": "g", "text": "kıyı", "date": "0001-01-01"},
        {"id": "h", "text": "kıyı", "date": "9999-12-31"},
    ]

    def test_text(self):
        run = self.work.newsidx("timeline", "martı", "--by", "day")
        self.assert_ended(
            run,
            DONE,
            f"2024-01-05  1 {'#' * 30}\n"
            "2024-01-06  0\n"
            f"2024-01-07  2 {'#' * 60}\n"
            "  … 43 days without\n"
            f"2024-02-20  1 {'#' * 30}\n"
            "\n5 articles, 1 of them undated\n",
        )
        blocks = self.work.newsidx("timeline", "martı", "--by", "day", env={"LC_ALL": "C.utf8"})
        self.assertIn(f"2024-01-05  1 {'█' * 30}\n", blocks.out)
        ascii_wins = self.work.newsidx(
            "timeline", "martı", env={"LC_ALL": "C", "LANG": "tr_TR.UTF-8"}
        )
        self.assertNotIn("█", ascii_wins.out)

    def test_edges_of_the_limits_are_shown(self):
        run = self.work.newsidx(
            "timeline", "-q", "martı", "--by", "month", "--from", "2023-12", "--to", "2024-08"
        )
        self.assert_ended(
            run,
            DONE,
            f"2023-12  0\n2024-01  3 {'#' * 60}\n2024-02  1 {'#' * 20}\n  … 6 months without\n",
        )

    def test_json(self):
        run = self.work.newsidx("timeline", "martı", "--by", "month", "--format", "json")
        self.assert_ended(run, DONE)
        self.assertEqual(
            run.json,
            {
                "v": 1,
                "query": "martı",
                "by": "month",
                "first": "2024-01",
                "last": "2024-02",
                "total": 5,
                "undated": 1,
                "periods": [
                    {"period": "2024-01", "articles": 3, "archive": 4},
                    {"period": "2024-02", "articles": 1, "archive": 1},
                ],
            },
        )

    def test_csv_is_complete(self):
        run = self.work.newsidx("timeline", "martı", "--by", "day", "--format", "csv")
        lines = run.out.split("\r\n")
        self.assertEqual(lines[0], "period,articles,archive")
        self.assertEqual(lines[1:4], ["2024-01-05,1,1", "2024-01-06,0,1", "2024-01-07,2,2"])
        self.assertEqual(lines[4], "2024-01-08,0,0")
        self.assertEqual(lines[-3:], ["2024-02-20,1,1", ",1,", ""])
        self.assertEqual(len(lines), 1 + 47 + 1 + 1)

    def test_steps_are_chosen(self):
        for query, by in (("martı", "day"), ("kıyı", "year")):
            run = self.work.newsidx("timeline", query, "--format", "json")
            self.assertEqual(run.json["by"], by)
        self.assertEqual(len(run.json["periods"]), 9999)
        self.assertEqual(
            self.work.newsidx("timeline", "-q", "kıyı").out,
            f"0001  1 {'#' * 60}\n  … 9997 years without\n9999  1 {'#' * 60}\n",
        )

    def test_too_many_rows_are_refused_but_in_text(self):
        for form in ("json", "csv"):
            self.assert_ended(
                self.work.newsidx("timeline", "kıyı", "--by", "day", "--format", form),
                USAGE,
                "",
                complaint("0001-01-01 to 9999-12-31 are 3652059 days, more than the 100000 .*"),
            )
        self.assert_ended(self.work.newsidx("timeline", "kıyı", "--by", "day"), DONE)

    def test_nothing_and_undated_alone(self):
        run = self.work.newsidx("timeline", "fok")
        self.assert_ended(run, NOTHING_FOUND, "", complaint("nothing found"))
        run = self.work.newsidx("timeline", "fok", "--format", "csv")
        self.assert_ended(
            run, NOTHING_FOUND, "period,articles,archive\r\n", complaint("nothing found")
        )
        run = self.work.newsidx("timeline", "--all", "martı yunus")
        self.assert_ended(run, DONE, "1 article, 1 of them undated\n")
        run = self.work.newsidx("timeline", "--all", "martı yunus", "--format", "json").json
        self.assertEqual((run["first"], run["undated"], run["periods"]), (None, 1, []))
