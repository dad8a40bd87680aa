"""Counts of what a query finds: newsidx facets, search --facets."""

import csv
import io

from harness import DONE, NOT_FOUND, NOTHING_FOUND, USAGE, CliTest, SharedIndexTest, complaint


def article(number, **fields):
    return {"id": f"a{number}", "text": "martı", **fields}


class FacetsTest(SharedIndexTest):
    articles = [
        *(article(n, date=f"2024-0{n}-01", source="Kıyı", section="Yurt") for n in range(1, 5)),
        article(5, date="2025-01-01", source='Ova "Postası", akşam'),
        article(6, source="kıyı"),
        {"id": "other", "text": "yunus", "source": "Ova"},
    ]

    def test_text(self):
        run = self.work.newsidx("facets", "martı")
        self.assert_ended(run, DONE)
        tables = run.out.split("\n\n")
        self.assertEqual(tables[0].splitlines()[0], "year")
        self.assertRegex(tables[0], r"  2024 +4 #{60}\n  2025 +1 #{15}\n  \(undated\)  1")
        self.assertRegex(tables[2], r"source\n  Kıyı +5 #+\n  Ova \"Postası\", akşam +1 #+")
        self.assertEqual(tables[-1], "6 articles\n")
        blocks = self.work.newsidx("facets", "martı", "--by", "year", env={"LANG": "tr_TR.UTF-8"})
        self.assertIn("2024       4 " + "█" * 60, blocks.out)
        quiet = self.work.newsidx("facets", "-q", "martı", "--by", "author")
        self.assert_ended(quiet, DONE, "author\n  (none)  6\n")

    def test_json(self):
        run = self.work.newsidx("facets", "martı", "--format", "json")
        self.assert_ended(run, DONE)
        self.assertEqual(list(run.json), ["v", "query", "total", "facets"])
        self.assertEqual(
            list(run.json["facets"]),
            ["year", "month", "source", "section", "author", "person", "place", "org", "topic"],
        )
        self.assertEqual(
            run.json["facets"]["section"],
            {"distinct": 1, "without": 2, "values": [{"value": "Yurt", "articles": 4}]},
        )
        few = self.work.newsidx(
            "facets", "martı", "--by", "month", "-n", "2", "--format", "json"
        ).json["facets"]
        self.assertEqual(list(few), ["month"])
        self.assertEqual(few["month"]["distinct"], 5)
        self.assertEqual(len(few["month"]["values"]), 2)

    def test_csv(self):
        run = self.work.newsidx("facets", "martı", "--by", "source", "--format", "csv")
        self.assert_ended(
            run,
            DONE,
            'facet,value,articles\r\nsource,Kıyı,5\r\nsource,"Ova ""Postası"", akşam",1\r\n',
        )
        undated = self.work.newsidx("facets", "martı", "--by", "year", "--format", "csv").out
        self.assertEqual(list(csv.reader(io.StringIO(undated)))[-1], ["year", "", "1"])

    def test_limits(self):
        run = self.work.newsidx("facets", "martı", "--from", "2025", "--format", "json")
        self.assertEqual(run.json["total"], 1)
        everything = self.work.newsidx("facets", "--by", "source", "--format", "json").json
        self.assertEqual(everything["total"], 7)
        all_words = self.work.newsidx("facets", "--all", "martı yunus")
        self.assert_ended(all_words, NOTHING_FOUND, "", complaint("nothing found"))

    def test_search(self):
        run = self.work.newsidx("search", "martı", "-n", "1", "--facets")
        self.assertIn("1-1 of 6 articles\n\nyear\n", run.out)
        result = self.work.newsidx("search", "martı", "--facets", "--format", "json").json
        facets = self.work.newsidx("facets", "martı", "--format", "json").json
        self.assertEqual(result["facets"], facets["facets"])
        plain = self.work.newsidx("search", "martı", "--format", "json").json
        self.assertNotIn("facets", plain)
        self.assert_ended(
            self.work.newsidx("search", "martı", "--facets", "--format", "ids"),
            USAGE,
            "",
            complaint("--facets goes with .*"),
        )

    def test_errors(self):
        self.assert_ended(
            self.work.newsidx("facets", "fok"), NOTHING_FOUND, "", complaint("nothing found")
        )
        self.assert_ended(
            self.work.newsidx("facets", "martı", "--by", "colour"),
            USAGE,
            "",
            complaint(
                "--by: 'colour' is not one of: year, month, source, section, author, person, "
                "place, org, topic"
            ),
        )
        self.assert_ended(
            self.work.newsidx("facets", "martı AND"), USAGE, "", complaint(".*nothing behind it")
        )
        self.assert_ended(
            self.work.newsidx("facets", "martı", "--from", "2025", "--to", "2024"),
            USAGE,
            "",
            complaint("--from 2025-01-01 is after --to 2024-12-31"),
        )


class ManyValuesTest(CliTest):
    def test_no_index(self):
        self.assert_ended(self.work.newsidx("facets", "x"), NOT_FOUND, "", complaint(".*"))

    def test_long_names_and_long_lists(self):
        self.work.add(
            *(article(n, source=f"Kaynak {n:02}") for n in range(30)),
            article(99, source="Ş" * 100),
        )
        lines = self.work.newsidx("facets", "martı", "--by", "source").out.splitlines()
        self.assertEqual(len(lines), 24)
        self.assertEqual(lines[21], "  and 11 more")
        lines = self.work.newsidx("facets", "martı", "--by", "source", "-n", "0").out.splitlines()
        self.assertEqual(len(lines), 34)
        self.assertRegex(lines[31], "^  Ş{39}…  1 #")
