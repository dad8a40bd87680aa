"""People, places, organisations and topics on the command line: entity, get, facets, --recent."""

from harness import CONFIGURATION, DONE, NOT_FOUND, NOTHING_FOUND, USAGE, CliTest, SharedIndexTest

SUMMIT = (
    "Rusya Devlet Başkanı Vladimir Putin dün Pekin'e geldi. Putin, Çin Devlet Başkanı Şi Cinping "
    "ile görüştü. Vladimir Putin görüşmeden sonra Moskova'ya döndü. Şi Cinping onu uğurladı."
)
PHONE = (
    "Cumhurbaşkanı Recep Tayyip Erdoğan, Rusya Devlet Başkanı Vladimir Putin ile telefonda "
    "görüştü. Erdoğan görüşmede Ankara'nın tutumunu anlattı."
)


class EntityTest(SharedIndexTest):
    articles = [
        {"id": "summit", "date": "2025-09-02", "title": "Zirve", "text": SUMMIT},
        {"id": "phone", "date": "2025-09-05", "title": "Telefonda", "text": PHONE},
        {"id": "market", "date": "2024-09-05", "text": "Köyde pazar kuruldu, domates satıldı."},
        {"id": "fair", "date": "2025-09-05", "text": "Köyde pazar kuruldu, biber satıldı."},
    ]

    def test_text(self):
        run = self.work.newsidx("entity", "putin")
        self.assert_ended(run, DONE)
        lines = run.out.splitlines()
        self.assertEqual(lines[0], "Vladimir Putin (person)")
        self.assertEqual(lines[1], "2 articles, 2025-09-02 to 2025-09-05")
        self.assertIn("also called: Putin", lines)
        self.assertRegex(run.out, r"2025-09-02  1 #+\n +… 2 days|2025-09-02  1 #+\n2025-09-03")
        self.assertRegex(run.out, r"\nperson\n(  .*\n)*  Şi Cinping +1 ")
        self.assertRegex(run.out, r"\nplace\n(  .*\n)*  Ankara +1 ")
        self.assertRegex(run.out, r"\n 1\. Telefonda\n")
        self.assertRegex(run.out, r"\n 2\. Zirve\n")
        self.assertNotRegex(run.out, r"\n  Vladimir Putin +\d")

    def test_json(self):
        run = self.work.newsidx("entity", "Xi", "Jinping", "--format", "json", "-n", "1")
        self.assert_ended(run, DONE)
        entity = run.json
        self.assertEqual(
            list(entity),
            ["v", "type", "name", "articles", "first", "last", "spellings", "also_called",
             "others", "timeline", "together", "latest"],
        )
        self.assertEqual((entity["name"], entity["type"]), ("Şi Cinping", "person"))
        self.assertEqual((entity["first"], entity["last"]), ("2025-09-02", "2025-09-02"))
        self.assertEqual([hit["id"] for hit in entity["latest"]], ["summit"])
        self.assertEqual(list(entity["together"]), ["person", "place", "org", "topic"])
        self.assertEqual(entity["timeline"]["total"], 1)

    def test_nobody(self):
        run = self.work.newsidx("entity", "Kimse", "Yok")
        self.assertEqual(run.code, NOTHING_FOUND)
        self.assertIn("Kimse Yok: the index has no such person, place or organisation", run.err)
        self.assertIn('newsidx search "Kimse Yok"', run.err)
        self.assert_ended(self.work.newsidx("entity", "-q", "Kimse"), NOTHING_FOUND, "")
        other = self.work.newsidx("entity", "putin", "--type", "place")
        self.assertEqual(other.code, NOTHING_FOUND)
        self.assertEqual(self.work.newsidx("entity").code, USAGE)
        self.assertEqual(self.work.newsidx("entity", "x", "--type", "thing").code, USAGE)
        self.assertEqual(self.work.newsidx("entity", "x", "--index", "yok").code, NOT_FOUND)

    def test_get_shows_names_and_key_phrases(self):
        run = self.work.newsidx("get", "summit")
        self.assertRegex(run.out, r"\npeople: (Vladimir Putin, Şi Cinping|Şi Cinping, Vladimir P)")
        self.assertRegex(run.out, r"\nplaces: .*Pekin")
        self.assertRegex(run.out, r"\nkey phrases: ")
        bare = self.work.newsidx("get", "summit", "--bare")
        self.assertNotIn("people:", bare.out)
        json = self.work.newsidx("get", "summit", "--format", "json").json
        putin = [e for e in json["entities"] if e["name"] == "Vladimir Putin"][0]
        self.assertEqual(putin["type"], "person")
        self.assertEqual(putin["mentions"], 3)
        self.assertEqual(sorted(putin["spellings"]), ["Putin", "Vladimir Putin"])
        self.assertNotIn(
            "entities", self.work.newsidx("get", "--bare", "summit", "--format", "json").json
        )

    def test_fields(self):
        for query, ids in [
            ("kişi:putin yer:ankara", ["phone"]),
            ("person:cinping", ["summit"]),
            ("KISI:CINPING", ["summit"]),
            ("kişi:putin -yer:pekin", ["phone"]),
        ]:
            with self.subTest(query):
                run = self.work.newsidx("search", query, "--format", "ids")
                self.assert_ended(run, DONE)
                self.assertEqual(run.out.split(), ids)
        wrong = self.work.newsidx("search", "konu:ekonomii")
        self.assertEqual(wrong.code, USAGE)
        self.assertIn("no topic is called ekonomii — ", wrong.err)
        turkish = self.work.newsidx("search", "--lang", "tr", "konu:zzzzzz")
        self.assertIn("zzzzzz adlı bir konu yok", turkish.err)

    def test_facets(self):
        run = self.work.newsidx("facets", "görüştü", "--by", "person", "--format", "csv")
        self.assert_ended(run, DONE)
        self.assertEqual(run.out.splitlines()[1], "person,Vladimir Putin,2")
        topics = self.work.newsidx("facets", "--by", "topic", "--format", "json")
        for value in topics.json["facets"]["topic"]["values"]:
            self.assertRegex(value["id"], r"^\d{8}$")
            self.assertTrue(value["label_en"])

    def test_recent(self):
        run = self.work.newsidx("search", "pazar", "--recent", "30", "--format", "ids")
        self.assert_ended(run, DONE, "fair\nmarket\n")
        told = self.work.newsidx("search", "pazar", "--recent", "30", "--explain")
        self.assertEqual(len([line for line in told.out.splitlines() if line.endswith("  recent")]), 1)
        for options, reason in [
            (("--recent", "0"), ""),
            (("--recent", "x"), ""),
            (("--recent", "30", "--sort", "newest"), "--recent changes the order by relevance"),
        ]:
            with self.subTest(options):
                run = self.work.newsidx("search", "pazar", *options)
                self.assertEqual(run.code, USAGE)
                self.assertIn(reason, run.err)

    def test_query_and_batch(self):
        run = self.work.newsidx("search", "pazar", "--batch", "-", stdin=b"")
        self.assertEqual(run.code, USAGE)
        self.assertIn("a query and --batch FILE do not go together", run.err)


class WithoutNamesTest(CliTest):
    def test_an_index_without_names_stays_without_and_says_so(self):
        self.work.write_json_lines("a.jsonl", {"id": "summit", "text": SUMMIT})
        made = self.work.newsidx("add", "--no-names", "a.jsonl")
        self.assertEqual(made.code, DONE)
        self.assertIn("names=no", self.work.newsidx("stats", "--format", "json").json["fingerprint"])
        asked = self.work.newsidx("search", "kişi:putin")
        self.assertEqual(asked.code, USAGE)
        self.assertIn("the index was made without names and topics", asked.err)
        self.assert_ended(self.work.newsidx("search", "putin", "--format", "ids"), DONE, "summit\n")
        self.assertEqual(self.work.newsidx("entity", "putin").code, NOTHING_FOUND)
        self.work.write_json_lines("b.jsonl", {"id": "phone", "text": PHONE})
        self.assertEqual(self.work.newsidx("add", "b.jsonl").code, DONE)
        self.assertEqual(self.work.newsidx("search", "kişi:putin").code, USAGE)

    def test_an_index_with_names_cannot_be_gone_on_with_without(self):
        self.work.write_json_lines("a.jsonl", {"id": "summit", "text": SUMMIT})
        self.assertEqual(self.work.newsidx("add", "a.jsonl").code, DONE)
        run = self.work.newsidx("add", "--no-names", "a.jsonl")
        self.assertEqual(run.code, CONFIGURATION)
        self.assertIn("made with names and topics, not without", run.err)


class MarkedNamesTest(SharedIndexTest):
    articles = [
        {
            "id": f"a{i}",
            "title": f"Gün {i}",
            "text": f"ABD Başkanı Barack Obama {i} kişiyle görüştü. Obama sonra Ankara'ya geldi.",
        }
        for i in range(12)
    ] + [{"id": "wife", "title": "Gezi", "text": "Michelle Obama dün Roma'ya gitti."}]

    def test_words_of_rare_names_are_not_marked(self):
        run = self.work.newsidx("search", "kişi:obama", "-n", "20", "--no-collapse")
        self.assert_ended(run, DONE)
        self.assertIn("[Barack] [Obama]", run.out)
        self.assertIn("Michelle [Obama]", run.out)

    def test_a_name_is_marked_as_a_whole(self):
        text = "Kültür ve Turizm Bakanlığı'ndan gelenler ve gidenler Kültür Sarayı'nı gezdi."
        self.work.newsidx("add", self.work.write("ministry.txt", text))
        run = self.work.newsidx("search", 'kurum:"kültür ve turizm bakanlığı"')
        self.assert_ended(run, DONE)
        self.assertIn(
            "[Kültür] [ve] [Turizm] [Bakanlığı'ndan] gelenler ve gidenler Kültür Sarayı", run.out
        )

    def test_a_value_that_no_article_has_is_told(self):
        for query, note in (
            ("kişi:obamaa", "no article has kişi:obamaa — kişi:obama?"),
            ("yer:yoktur", "no article has yer:yoktur"),
            ("person:obamaa", "no article has kişi:obamaa — kişi:obama?"),
        ):
            run = self.work.newsidx("search", query)
            self.assertIn(f"newsidx: note: {note}\n", run.err)
        run = self.work.newsidx("search", "--lang", "tr", "kişi:obamaa")
        self.assertIn("newsidx: not: hiçbir haberde kişi:obamaa yok — kişi:obama?\n", run.err)

    def test_a_word_that_marks_advertisements_can_be_searched(self):
        self.work.newsidx("add", self.work.write("r.txt", "Reklam pazarı yıllardır büyüyor.\n"))
        for query in ("REKLAM", "Reklam pazarı. REKLAM"):
            run = self.work.newsidx("search", query, "--format", "ids")
            self.assert_ended(run, DONE)


class OthersTest(SharedIndexTest):
    articles = [
        {"id": f"a{i}", "title": f"Gün {i}", "text": "ABD Başkanı Barack Obama Ankara'ya geldi."}
        for i in range(101)
    ] + [
        {"id": "wife", "title": "Gezi", "text": "Michelle Obama dün Roma'ya gitti."},
        {"id": "child", "title": "Okul", "text": "Malia Obama okula başladı."},
        {"id": "child2", "title": "Okul", "text": "Malia Obama dün derse girdi."},
    ]

    def test_what_is_rarer_by_far_is_no_other_of_the_name(self):
        run = self.work.newsidx("entity", "Obama", "--format", "json")
        self.assertEqual([other["name"] for other in run.json["others"]], ["Malia Obama"])
