"""Which articles a search finds, in what order, and page by page."""

from harness import DONE, NOTHING_FOUND, SharedIndexTest, complaint

DATED = [
    ("y23", "2023-12-31"),
    ("jan", "2024-01-01"),
    ("aug31", "2025-08-31"),
    ("sep1", "2025-09-01"),
    ("sep30", "2025-09-30"),
    ("oct1", "2025-10-01"),
    ("y26", "2026-01-01"),
]
MANY = 35


class AllTest(SharedIndexTest):
    articles = [
        {"id": "both", "text": "Şi Cinping, PUTİN'LE görüştü."},
        {"id": "one", "text": "Putin konuştu."},
        {"id": "phrase", "title": "Şi", "text": "Vladimir Putin'in uçağı"},
    ]

    def test_every_word_and_phrase(self):
        self.assertEqual(sorted(self.work.found("Şi Putin")), ["both", "one", "phrase"])
        self.assertEqual(sorted(self.work.found("--all", "Şi Putin")), ["both", "phrase"])
        self.assertEqual(self.work.found("--all", 'Şi "vladimir putin"'), ["phrase"])
        self.assertEqual(self.work.found("--all", "Putin martı"), [])

    def test_batch(self):
        run = self.work.newsidx(
            "search", "--all", "--batch", "-", stdin="1\tŞi Cinping\n2\tPutin uçağı\n".encode()
        )
        self.assert_ended(run, DONE)
        found = [line.split()[:3:2] for line in run.out.splitlines()]
        self.assertEqual(found, [["1", "both"], ["2", "phrase"]])


class OrderTest(SharedIndexTest):
    # Undated ones stand first and last in the index; dates are in no order.
    articles = [
        {"id": "none1", "text": "Martı uçtu."},
        *({"id": i, "date": date, "text": "Martı uçtu."} for i, date in sorted(DATED)),
        {"id": "none2", "text": "Martı uçtu."},
    ]

    def test_newest_first_undated_last(self):
        newest = [i for i, _ in reversed(DATED)]
        self.assertEqual(self.work.found("martı", "--sort", "newest"), newest + ["none1", "none2"])

    def test_oldest_first_without_undated(self):
        self.assertEqual(self.work.found("martı", "--sort", "oldest"), [i for i, _ in DATED])

    def test_relevance_includes_undated(self):
        expected = sorted([i for i, _ in DATED] + ["none1", "none2"])
        self.assertEqual(sorted(self.work.found("martı")), expected)
        self.assertEqual(sorted(self.work.found("martı", "--sort", "relevance")), expected)

    def test_limits_are_inclusive_and_leave_undated_out(self):
        everything = [i for i, _ in DATED]
        for options, expected in (
            (["--from", "2025-09-01"], ["sep1", "sep30", "oct1", "y26"]),
            (["--to", "2025-09-01"], ["y23", "jan", "aug31", "sep1"]),
            (["--from", "2025-09-01", "--to", "2025-09-01"], ["sep1"]),
            (["--from", "2025-09", "--to", "2025-09"], ["sep1", "sep30"]),
            (["--from", "2025", "--to", "2025"], ["aug31", "sep1", "sep30", "oct1"]),
            (["--from", "2025-09"], ["sep1", "sep30", "oct1", "y26"]),
            (["--to", "2024"], ["y23", "jan"]),
            (["--from", "1.9.2025", "--to", "30 Eylül 2025"], ["sep1", "sep30"]),
            (["--from", "2024-02", "--to", "2024-02"], []),
            (["--from", "0001", "--to", "9999"], everything),
        ):
            with self.subTest(options=options):
                self.assertEqual(self.work.found("martı", "--sort", "oldest", *options), expected)
                self.assertEqual(sorted(self.work.found("martı", *options)), sorted(expected))

    def test_total_counts_what_the_limits_leave(self):
        run = self.work.newsidx(
            "search", "martı", "--from", "2025-09", "--format", "json", "-n", "2"
        )
        self.assertEqual((run.json["total"], len(run.json["hits"])), (4, 2))


class PagingTest(SharedIndexTest):
    # Scores that differ and scores that are equal.
    articles = [
        {
            "id": f"a{n:02}",
            "date": f"2025-01-{1 + n % 28:02}",
            "text": "martı " * (1 + n % 5) + "uçtu " * (n % 7),
        }
        for n in range(MANY)
    ]

    def test_pages_are_stretches_of_the_whole_list(self):
        for order in ("relevance", "newest", "oldest"):
            whole = self.work.found("martı", "--sort", order)
            self.assertEqual(len(set(whole)), MANY)
            pages = []
            for offset in range(0, MANY + 10, 10):
                run = self.work.newsidx(
                    "search",
                    "martı",
                    "--sort",
                    order,
                    "--format",
                    "ids",
                    "-n",
                    "10",
                    "--offset",
                    str(offset),
                )
                self.assertEqual(run.code, DONE if offset < MANY else NOTHING_FOUND)
                pages += run.out.splitlines()
            with self.subTest(order=order):
                self.assertEqual(pages, whole)

    def test_page_in_text_and_json(self):
        run = self.work.newsidx("search", "martı", "-n", "10", "--offset", "30")
        self.assert_ended(run, DONE)
        self.assertTrue(run.out.startswith("31. "), run.out[:80])
        self.assertTrue(run.out.endswith("\n31-35 of 35 articles\n"), run.out[-80:])
        run = self.work.newsidx("search", "martı", "-n", "10", "--offset", "30", "--format", "json")
        self.assertEqual(
            (run.json["offset"], run.json["total"], len(run.json["hits"])), (30, MANY, 5)
        )

    def test_page_behind_the_last(self):
        run = self.work.newsidx("search", "martı", "--offset", "35")
        self.assert_ended(run, NOTHING_FOUND, "", complaint(f".*{MANY}.*"))

    def test_scores_fall_and_ten_come_by_default(self):
        hits = self.work.newsidx("search", "martı", "--format", "json").json["hits"]
        scores = [hit["score"] for hit in hits]
        self.assertEqual(len(scores), 10)
        self.assertEqual(scores, sorted(scores, reverse=True))
        self.assertGreater(scores[0], scores[-1])

    def test_count_beyond_all(self):
        run = self.work.newsidx("search", "martı", "--format", "ids", "-n", "1000000")
        self.assertEqual(len(run.out.splitlines()), MANY)


class MeaningTest(SharedIndexTest):
    articles = [
        {
            "id": "title",
            "title": "Kasırga geliyor",
            "text": "Kıyıda önlemler alındı ve okullar kapandı bugün erken.",
        },
        {
            "id": "text",
            "title": "Hava durumu",
            "text": "Kıyıda kasırga beklendiği için okullar kapandı bugün erken.",
        },
        {"id": "phrase", "text": "Küresel yönetim girişimi açıklandı."},
        {"id": "scattered", "text": "Yönetim küresel bir girişimi konuştu."},
        {"id": "exact", "text": "Limanda kış fırtınası vardı."},
        {"id": "folded", "text": "Limanda kis fırtınası vardı."},
    ]

    def test_word_in_the_title_counts_more(self):
        self.assertEqual(self.work.found("kasırga"), ["title", "text"])

    def test_phrase(self):
        self.assertEqual(self.work.found('"küresel yönetim girişimi"'), ["phrase"])
        self.assertEqual(self.work.found("“küresel yönetimin girişimleri”"), ["phrase"])
        self.assertEqual(self.work.found("küresel yönetim"), ["phrase", "scattered"])

    def test_phrase_does_not_reach_from_title_into_text(self):
        self.assertEqual(self.work.found('"kasırga geliyor"', '"kıyıda önlemler"'), ["title"])
        self.assertEqual(self.work.found('"geliyor kıyıda"'), [])

    def test_exact_spelling_ranks_first(self):
        self.assertEqual(self.work.found("kış"), ["exact", "folded"])
        self.assertEqual(self.work.found("kis"), ["folded", "exact"])

    def test_words_may_be_several_arguments(self):
        self.assertEqual(self.work.found("küresel", "yönetim"), ["phrase", "scattered"])

    def test_stop_words_alone_are_searched(self):
        self.assertEqual(self.work.found("ve"), ["title"])
        self.assertEqual(self.work.found("ve kasırga"), ["title", "text"])

    def test_nothing_found(self):
        for kind in ("text", "jsonl", "trec", "ids"):
            run = self.work.newsidx("search", "bulunmayan", "--format", kind)
            self.assert_ended(run, NOTHING_FOUND, "", "newsidx: nothing found\n")
