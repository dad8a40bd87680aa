"""The query language as its users meet it: operators and fields, errors, notes, explanations."""

import datetime

from harness import DONE, NOTHING_FOUND, SOME_REFUSED, USAGE, CliTest, SharedIndexTest, complaint


class QueryLanguageTest(SharedIndexTest):
    articles = [
        {
            "id": "a",
            "title": "Zirve",
            "text": "Putin ile Şi görüştü.",
            "source": "Kıyı Gazetesi",
            "date": "2025-09-02",
        },
        {"id": "b", "text": "Putin'in uçağı indi.", "source": "Bozkır", "date": "2023-05-01"},
        {"id": "c", "text": "Şi Cinping konuştu.", "date": "2024-01-01"},
    ]

    def test_operators_and_fields(self):
        for query, ids in (
            ("+Putin -Şi", ["b"]),
            ("Putin VE Şi", ["a"]),
            ('kaynak:"Kıyı Gazetesi"', ["a"]),
            ("KAYNAK:kıyı", ["a"]),
            ("title:zirve OR cinp*", ["a", "c"]),
            ("putin tarih:2025-09", ["a"]),
            ('="putin ile"', ["a"]),
            ("Şi YAKIN/2 putin", ["a"]),
        ):
            with self.subTest(query=query):
                self.assertEqual(sorted(self.work.found(query)), ids)

    def test_errors_have_a_caret_and_speak_the_callers_language(self):
        for environment, options, message in (
            ({}, [], "unknown field: kisii — kişi?"),
            ({"LANG": "tr_TR.UTF-8"}, [], "bilinmeyen alan: kisii — kişi?"),
            ({"LANG": "tr_TR.UTF-8", "LC_ALL": "C"}, [], "unknown field: kisii — kişi?"),
            ({"LC_MESSAGES": "tr_TR"}, [], "bilinmeyen alan: kisii — kişi?"),
            ({"LANG": "en_GB.UTF-8"}, ["--lang", "tr"], "bilinmeyen alan: kisii — kişi?"),
            ({"LANG": "tr"}, ["--lang", "en"], "unknown field: kisii — kişi?"),
            ({"LANG": "trv_TW"}, [], "unknown field: kisii — kişi?"),
        ):
            with self.subTest(environment=environment, options=options):
                run = self.work.newsidx("search", "şi kisii:Putin", *options, env=environment)
                self.assertEqual((run.code, run.out), (USAGE, ""))
                lines = run.err.splitlines()
                self.assertEqual(lines[0], "newsidx: " + message)
                self.assertEqual(lines[1:3], ["  şi kisii:Putin", "     ^"])
                self.assertEqual(len(lines), 4)
        self.assert_ended(
            self.work.newsidx("search", "x", "--lang", "de"), USAGE, "", complaint(".*--lang.*")
        )

    def test_totals_speak_the_callers_language(self):
        hits = self.work.newsidx("search", "Putin", "--lang", "tr")
        self.assertRegex(hits.out, r"(?m)^1-\d+ / \d+ haber$")
        for command in (["search"], ["facets"], ["timeline"]):
            with self.subTest(command=command):
                run = self.work.newsidx(*command, "bulunmayansöz", "--lang", "tr")
                self.assert_ended(run, NOTHING_FOUND, "", complaint("haber bulunamadı"))
        beyond = self.work.newsidx("search", "Putin", "--lang", "tr", "--offset", "1000")
        self.assertEqual(beyond.code, NOTHING_FOUND)
        self.assertRegex(beyond.err, r"^newsidx: bulunan haber sayısı \d+, sonrası yok\n$")

    def test_errors_of_options_speak_the_callers_language(self):
        for command, message in (
            ([""], "sorgu boş"),
            ([], "bir sorgu ya da --batch DOSYA verin"),
            (["şi", "--from", "2009-99"], "--from: takvimde böyle bir gün yok: 2009-99"),
            (["şi", "--from", "2010", "--to", "2009"], "--from 2010-01-01, --to 2009-12-31 .*"),
        ):
            with self.subTest(command=command):
                run = self.work.newsidx("search", "--lang", "tr", *command)
                self.assertEqual((run.code, run.out), (USAGE, ""))
                self.assertRegex(run.err.splitlines()[0], f"^newsidx: {message}$")

    def test_a_query_without_a_word_says_so(self):
        for query in ("(", "*", "?", '?! () ""'):
            with self.subTest(query=query):
                run = self.work.newsidx("search", query)
                self.assert_ended(
                    run,
                    NOTHING_FOUND,
                    "",
                    "newsidx: note: there is no word in the query\nnewsidx: nothing found\n",
                )
        self.assertIn("sorguda kelime yok", self.work.newsidx("search", "*", "--lang", "tr").err)

    def test_notes_go_to_standard_error_and_json(self):
        run = self.work.newsidx("search", "--format", "ids", "kaynak: putin")
        self.assert_ended(run, DONE, None, complaint("note: kaynak: is searched as a word.*"))
        run = self.work.newsidx("search", "--format", "ids", "-q", "kaynak: putin")
        self.assert_ended(run, DONE, None, "")
        run = self.work.newsidx("search", "--format", "json", "-q", "kaynak: putin")
        self.assertEqual(len(run.json["notes"]), 1)

    def test_batch_goes_on_behind_a_bad_query(self):
        run = self.work.newsidx(
            "search", "--batch", "-", stdin="1\tputin AND\n2\tkaynak: şi -putin\n".encode()
        )
        self.assertEqual(run.code, SOME_REFUSED)
        self.assertEqual([line.split()[:3:2] for line in run.out.splitlines()], [["2", "c"]])
        self.assertIn("-:1: AND has nothing behind it", run.err)
        self.assertIn("-:2: note: kaynak:", run.err)

    def test_explain(self):
        run = self.work.newsidx("search", "--explain", "+Şi putin kaynak:kıyı")
        self.assert_ended(run, DONE)
        for part in (
            "+Şi putin source:",
            "şi: stem şi, folded si",
            "required word: şi (si)",
            "only source:",
            "matches at most 1 articles by 1 lists of the index",
            "adds 0.7 exact: şi",
            "adds 1 stem: si",
            "adds to what is found 0.8 begins alike: putin",
            "asked of the index",
            "score ",
            "stem putin",
        ):
            self.assertIn(part, run.out)
        run = self.work.newsidx("search", "--explain", "--lang", "tr", "+Şi putin kaynak:kıyı")
        for part in ("ekler 0.7 aynen: şi", "habere uyar", "maliyet"):
            self.assertIn(part, run.out)
        run = self.work.newsidx("search", "--explain", "Şi putin", "--format", "json")
        self.assertEqual([t["exact"] for t in run.json["explanation"]["words"]], ["şi", "putin"])
        parts = run.json["explanation"]["plan"]
        self.assertEqual([part["leaf"] for part in parts], [None, "word", "word"])
        for part in parts[1:]:
            self.assertEqual(part["evidence"][0]["kind"], "exact")
            self.assertGreater(part["articles"], 0)
        self.assertGreater(run.json["explanation"]["cost"]["lists"], 0)
        for hit in run.json["hits"]:
            parts = sum(part["score"] for part in hit["score_parts"])
            self.assertAlmostEqual(parts, hit["score"], 6)
        plain = self.work.newsidx("search", "Şi putin", "--format", "json").json
        self.assertNotIn("explanation", plain)
        self.assertNotIn("score_parts", plain["hits"][0])
        run = self.work.newsidx("search", "--explain", "Şi", "--format", "ids")
        self.assert_ended(run, USAGE, "", complaint("--explain goes with.*"))

    def test_pasted_headlines_are_words(self):
        for headline in (
            'Putin: "Şi ile görüştük" (AA) - son dakika!',
            "PUTİN VE ŞİMDİ NELER OLACAK?",
            "Putin’den -5 derecede '1+1' açıklaması & C++ * 3:2",
            "1) Putin geldi :)",
            '"Putin',
        ):
            with self.subTest(headline=headline):
                run = self.work.newsidx("search", "--format", "ids", headline)
                self.assertEqual(run.code, DONE, run.err)
                self.assertIn("a", run.out.split())


class TodayTest(CliTest):
    def test_days_that_are_counted_from_today(self):
        today = None
        while today != datetime.date.today():  # once more where midnight came between
            today = datetime.date.today()
            days = {"b": today, "old": today - datetime.timedelta(days=30)}
            self.work.add(*({"id": i, "text": "Putin.", "date": str(d)} for i, d in days.items()))
            queries = ("putin tarih:bugün", "putin date:last7d")
            found = [self.work.found(query) for query in queries]
        self.assertEqual(found, [["b"], ["b"]])
