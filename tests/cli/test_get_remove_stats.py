"""get, remove and stats: what they print, and what they say of ids that are not there."""

import json
import re

from harness import DONE, NOTHING_FOUND, CliTest, complaint

ARTICLES = [
    {
        "id": "a",
        "title": "Martı",
        "date": "2024-01-31",
        "source": "Kıyı",
        "author": "Ayşe Ak",
        "section": "Doğa",
        "url": "https://example.org/a",
        "tags": ["deniz"],
        "text": "Kıyıda bir martı uçtu.",
    },
    {
        "id": "b",
        "title": "Yunus",
        "date": "2025-09-02",
        "source": "Kıyı",
        "text": "Denizde yunus göründü.",
    },
    {"id": "c", "title": "Leylek", "text": "Gökte leylek vardı."},
]
MISSING = complaint("yok: no article of this id")


class GetTest(CliTest):
    def setUp(self):
        super().setUp()
        self.work.add(*ARTICLES)

    def test_text(self):
        run = self.work.newsidx("get", "--bare", "a")
        self.assert_ended(
            run,
            DONE,
            "Martı\nid: a\ndate: 2024-01-31\nsource: Kıyı\nauthor: Ayşe Ak\nsection: Doğa\n"
            'url: https://example.org/a\npath: added.jsonl\ntags: ["deniz"]\n\n'
            "Kıyıda bir martı uçtu.\n",
        )

    def test_json(self):
        run = self.work.newsidx("get", "--bare", "a", "--format", "json")
        self.assert_ended(run, DONE)
        expected = {"v": 1, **ARTICLES[0], "path": "added.jsonl", "extra": {"tags": ["deniz"]}}
        del expected["tags"]
        self.assertEqual(run.json, expected)

    def test_json_lines(self):
        run = self.work.newsidx("get", "b", "a", "--format", "jsonl")
        self.assert_ended(run, DONE)
        self.assertEqual([article["id"] for article in run.json_lines], ["b", "a"])

    def test_json_of_several_is_one_document(self):
        run = self.work.newsidx("get", "a", "b", "--format", "json")
        self.assert_ended(run, DONE)
        self.assertIsNotNone(run.json)

    def test_missing_id_among_others(self):
        run = self.work.newsidx("get", "a", "yok", "c", "--format", "jsonl")
        self.assert_ended(run, NOTHING_FOUND, err=MISSING)
        self.assertEqual([article["id"] for article in run.json_lines], ["a", "c"])

    def test_original_and_format_exclude_each_other(self):
        run = self.work.newsidx("get", "a", "--original", "--format", "json")
        self.assert_ended(run, 64, "", complaint("--original.*"))

    def test_json_of_get_can_be_added_again(self):
        lines = self.work.newsidx("get", "a", "b", "c", "--format", "jsonl").stdout
        self.work.write("again.jsonl", lines)
        self.assert_ended(
            self.work.newsidx("add", "again.jsonl", "--index", "copy", "-q"), DONE, ""
        )
        copies = self.work.newsidx(
            "get", "a", "b", "c", "--format", "jsonl", "--index", "copy"
        ).json_lines
        self.assertEqual([copy["id"] for copy in copies], ["a", "b", "c"])
        for copy, line in zip(copies, lines.splitlines(), strict=True):
            self.assertEqual(copy, {**json.loads(line), "path": "again.jsonl"})


class RemoveTest(CliTest):
    def setUp(self):
        super().setUp()
        self.work.add(*ARTICLES)

    def test_remove(self):
        self.assert_ended(self.work.newsidx("remove", "a", "c"), DONE, "2 removed, 0 not there\n")
        self.assertEqual(self.work.found("martı yunus leylek"), ["b"])
        self.assert_ended(
            self.work.newsidx("get", "a"), NOTHING_FOUND, "", complaint("a: no article of this id")
        )

    def test_missing_id_among_others(self):
        run = self.work.newsidx("remove", "a", "yok", "c")
        self.assert_ended(run, NOTHING_FOUND, "2 removed, 1 not there\n", MISSING)
        self.assertEqual(self.work.found("martı yunus leylek"), ["b"])

    def test_json(self):
        run = self.work.newsidx("remove", "a", "yok", "--format", "json")
        self.assert_ended(run, NOTHING_FOUND, err=MISSING)
        self.assertEqual(run.json, {"v": 1, "removed": 1, "missing": ["yok"]})

    def test_quiet(self):
        self.assert_ended(self.work.newsidx("remove", "a", "-q"), DONE, "", "")
        self.assertEqual(self.work.found("martı yunus"), ["b"])

    def test_same_id_twice_is_removed_once(self):
        run = self.work.newsidx("remove", "a", "a", "--format", "json")
        self.assertEqual(run.json["removed"], 1)
        self.assertEqual(self.work.statistics()["articles"], 2)

    def test_removed_article_can_be_added_again(self):
        self.work.newsidx("remove", "a")
        self.work.add(ARTICLES[0])
        self.assertEqual(self.work.found("martı"), ["a"])

    def test_removing_all_leaves_an_index_that_works(self):
        self.assert_ended(self.work.newsidx("remove", "a", "b", "c", "-q"), DONE, "")
        self.assert_ended(
            self.work.newsidx("search", "martı"), NOTHING_FOUND, "", "newsidx: nothing found\n"
        )
        statistics = self.work.statistics()
        self.assertEqual(
            [
                statistics[key]
                for key in ("articles", "undated", "first", "last", "years", "sources")
            ],
            [0, 0, None, None, {}, []],
        )


class StatsTest(CliTest):
    def counts(self):
        statistics = self.work.statistics()
        return [statistics[key] for key in ("articles", "undated", "first", "last", "years")]

    def sources(self):
        return {row["source"]: row["articles"] for row in self.work.statistics()["sources"]}

    def test_numbers_after_add_replace_and_remove(self):
        self.work.add(*ARTICLES)
        self.assertEqual(self.counts(), [3, 1, "2024-01-31", "2025-09-02", {"2024": 1, "2025": 1}])
        self.assertEqual(self.sources(), {"Kıyı": 2, None: 1})

        self.work.add({**ARTICLES[0], "date": "2026-05-01", "source": "Körfez"})
        self.assertEqual(self.counts(), [3, 1, "2025-09-02", "2026-05-01", {"2025": 1, "2026": 1}])
        self.assertEqual(self.sources(), {"Kıyı": 1, "Körfez": 1, None: 1})

        self.work.newsidx("remove", "b", "c")
        self.assertEqual(self.counts(), [1, 0, "2026-05-01", "2026-05-01", {"2026": 1}])
        self.assertEqual(self.sources(), {"Körfez": 1})

    def test_json(self):
        self.work.add(*ARTICLES)
        statistics = self.work.statistics()
        self.assertEqual(
            list(statistics),
            [
                "v",
                "articles",
                "undated",
                "first",
                "last",
                "years",
                "sources",
                "average_terms",
                "disk_bytes",
                "generation",
                "fingerprint",
            ],
        )
        self.assertGreater(statistics["average_terms"], 0)
        on_disk = sum(path.stat().st_size for path in self.work.index.glob("gen-*/*"))
        self.assertEqual(statistics["disk_bytes"], on_disk)

    def test_text(self):
        self.work.add(*ARTICLES)
        run = self.work.newsidx("stats")
        self.assert_ended(
            run,
            DONE,
            re.compile(
                rf"index +{re.escape(str(self.work.index))}\narticles +3\n"
                r"dates +2024-01-31 to 2025-09-02\n"
                r"undated +1\n  2024 +1\n  2025 +1\nsources +\d\n  2 +Kıyı\n  1 +\(none stated\)\n"
                r"size +[0-9.]+ kB\ngeneration +gen-0001\n"
                r"made by +layout=\d+ analyzer=\d+ stemmer=lexicon model=[0-9a-f]{16}\n"
            ),
        )
