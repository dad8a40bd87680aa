"""stats --gaps: the days that an archive and its sources lack."""

from datetime import date, timedelta

from harness import DONE, NOT_FOUND, CliTest, complaint


def articles(source, *days):
    """One article of the source on each of these days since the first of 2024."""
    return [
        {
            "id": f"{source}-{day}",
            "source": source,
            "date": str(date(2024, 1, 1) + timedelta(day)),
            "text": "x",
        }
        for day in days
    ]


def stretch(start, end, days):
    return {"from": start, "to": end, "days": days}


class GapsTest(CliTest):
    def gaps(self):
        run = self.work.newsidx("stats", "--gaps", "--format", "json")
        self.assert_ended(run, DONE)
        return run.json

    def test_json(self):
        self.work.add(
            *articles("Kıyı", 0, 1, 2, 3, 4, 20),
            *articles("Ova", *range(12)),
            *articles("Ender", 1),
            {"id": "u", "text": "x"},
        )
        self.assertEqual(
            self.gaps(),
            {
                "v": 1,
                "articles": 19,
                "undated": 1,
                "first": "2024-01-01",
                "last": "2024-01-21",
                "gaps": [stretch("2024-01-13", "2024-01-20", 8)],
                "sources": [
                    {
                        "source": "Ova",
                        "articles": 12,
                        "first": "2024-01-01",
                        "last": "2024-01-12",
                        "usual_interval": 1,
                        "gaps": [],
                        "silent": stretch("2024-01-13", "2024-01-21", 9),
                    },
                    {
                        "source": "Kıyı",
                        "articles": 6,
                        "first": "2024-01-01",
                        "last": "2024-01-21",
                        "usual_interval": 1,
                        "gaps": [stretch("2024-01-06", "2024-01-20", 15)],
                        "silent": None,
                    },
                ],
                "regular_sources": 2,
                "rare_sources": 1,
            },
        )

    def test_text(self):
        self.work.add(*articles("Kıyı", 0, 1, 2, 3, 4, 20), {"id": "u", "text": "x"})
        self.assert_ended(
            self.work.newsidx("stats", "--gaps"),
            DONE,
            "2024-01-01 to 2024-01-21: 21 days, 15 without articles\n"
            "  2024-01-06 to 2024-01-20  15 days\n"
            "\n"
            "Kıyı: 6 articles, 2024-01-01 to 2024-01-21, usually every day\n"
            "  2024-01-06 to 2024-01-20  15 days\n"
            "\n"
            "1 source with gaps, of 1 that publish on enough days to tell; 0 do not\n"
            "1 article without a date is not counted\n",
        )

    def test_long_lists_are_cut_in_text_only(self):
        self.work.add(*articles("Kıyı", *range(0, 60, 2), 65))
        run = self.work.newsidx("stats", "--gaps")
        self.assert_ended(run, DONE)
        self.assertIn("  2024-02-29 to 2024-03-05  6 days\n", run.out)
        self.assertIn("and 10 no longer than these (--format json lists all)\n", run.out)
        self.assertEqual(len(self.gaps()["gaps"]), 30)

    def test_one_day(self):
        self.work.add(*articles("Kıyı", 0), *articles("Ova", 0))
        self.assert_ended(
            self.work.newsidx("stats", "--gaps"),
            DONE,
            "2024-01-01 to 2024-01-01: 1 day, 0 without articles\n\n"
            "0 sources with gaps, of 0 that publish on enough days to tell; 2 do not\n",
        )

    def test_no_dates_and_no_articles(self):
        self.work.add({"id": "u", "text": "x"})
        self.assert_ended(
            self.work.newsidx("stats", "--gaps"), DONE, "no article has a date\n"
        )
        self.work.newsidx("remove", "u")
        gaps = self.gaps()
        self.assertEqual([gaps["articles"], gaps["first"], gaps["gaps"]], [0, None, []])

    def test_removed_articles_leave_a_gap(self):
        self.work.add(*articles("Kıyı", *range(20)))
        self.assertEqual(self.gaps()["gaps"], [])
        self.work.newsidx("remove", *(f"Kıyı-{day}" for day in range(5, 14)))
        self.assertEqual(self.gaps()["gaps"], [stretch("2024-01-06", "2024-01-14", 9)])
        self.assertEqual(self.gaps()["sources"][0]["gaps"], self.gaps()["gaps"])

    def test_no_index(self):
        run = self.work.newsidx("stats", "--gaps")
        self.assert_ended(run, NOT_FOUND, "", complaint(".*there is no newsidx index here"))
