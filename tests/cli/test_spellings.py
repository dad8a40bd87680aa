"""Search for words spelled otherwise: without Turkish letters, apart, as acronyms, from abroad."""

from harness import CliTest, SharedIndexTest

TEXTS = {
    "together": "Bakanlar arasında işbirliği sürüyor.",
    "together-ascii": "Bakanlar arasinda isbirligi suruyor.",
    "apart": "Bakanlar arasında iş birliği sürüyor.",
    "neighbours": "Birliği duyunca işe gitti.",
    "president": "Dün Cumhurbaşkanı konuştu.",
    "president-ascii": "Dun Cumhurbaskani konustu.",
    "elections": "Yerel seçimlerinde oy kullandı.",
    "elections-ascii": "Yerel secimlerinde oy kullandi.",
    "students": "Sınıfta öğrenciler bekledi.",
    "students-ascii": "Sinifta ogrenciler bekledi.",
    "abroad": "Uçakla yurtdışı gezisi başladı.",
    "abroad-apart": "Uçakla yurt dışı gezisi başladı.",
    "paper": "Masada kağıt durdu.",
    "paper-hat": "Masada kâğıt durdu.",
    "oreskin": "Danışman Oreşkin geldi.",
    "oreshkin": "Danışman Oreshkin geldi.",
    "secin": "Müdür İgor Seçin aradı.",
    "sechin": "Müdür İgor Sechin aradı.",
    "economy": "Bugün ekonomi ele alındı.",
    "economic": "Bugün ekonomik sorunlar ele alındı.",
    "election": "Sandıkta seçim var.",
    "voter": "Sandıkta seçmen var.",
    "russia": "Kuzeyde Rusya var.",
    "russian": "Kuzeyde Rus var.",
}
ARTICLES = [{"id": name, "text": text} for name, text in TEXTS.items()]

ACRONYM = {"id": "acronym", "text": "Zirvede ŞİÖ toplandı."}
LONG_FORM = {"id": "long", "text": "Zirvede Şanghay İşbirliği Örgütü toplandı."}
EXPLAINED = {"id": "explained", "text": "Şanghay İşbirliği Örgütü (ŞİÖ) üyeleri geldi."}
EXPLAINED_BEFORE = {"id": "explained", "text": "ŞİÖ (Şanghay İşbirliği Örgütü) üyeleri geldi."}


class SpellingTest(SharedIndexTest):
    articles = ARTICLES

    def assert_above(self, query, first, second):
        """Both are found, and the first of all is the one as the query has it."""
        found = self.work.found(*query) if isinstance(query, list) else self.work.found(query)
        with self.subTest(query=query):
            self.assertEqual(found[:1], [first], found)
            self.assertIn(second, found)

    def test_typed_without_turkish_letters(self):
        for typed, written, name in (
            ("isbirligi", "işbirliği", "together"),
            ("cumhurbaskani", "Cumhurbaşkanı", "president"),
            ("secimlerinde", "seçimlerinde", "elections"),
            ("ogrenciler", "öğrenciler", "students"),
        ):
            self.assert_above(typed, f"{name}-ascii", name)
            self.assert_above(written, name, f"{name}-ascii")
            with self.subTest(query=typed.upper()):
                found = set(self.work.found(typed.upper()))
                self.assertLessEqual({name, f"{name}-ascii"}, found)

    def test_other_forms_typed_without_turkish_letters(self):
        for typed, name in (
            ("isbirliginin", "together"),
            ("cumhurbaskaninin", "president"),
            ("ogrencilerden", "students"),
            ("secimi", "election"),
            ("yurtdisinda", "abroad"),
            ("kagidi", "paper"),
            ("kagidi", "paper-hat"),
        ):
            with self.subTest(typed=typed):
                self.assertIn(name, self.work.found(typed))

    def test_compounds_together_and_apart(self):
        for query, first, second in (
            ("işbirliği", "together", "apart"),
            ("işbirliğinin", "together", "apart"),
            ("iş birliği", "apart", "together"),
            (["iş", "birliği"], "apart", "together"),
            ("iş birliğinden", "apart", "together"),
            ("yurtdışı", "abroad", "abroad-apart"),
            ("yurt dışı", "abroad-apart", "abroad"),
            ("yurt dışında", "abroad-apart", "abroad"),
            ("yurtdisi", "abroad", "abroad-apart"),
        ):
            self.assert_above(query, first, second)
        # Its parts in other places are no compound.
        self.assertNotIn("neighbours", self.work.found("işbirliği"))

    def test_circumflex(self):
        self.assert_above("kâğıt", "paper-hat", "paper")
        self.assert_above("kağıt", "paper", "paper-hat")
        self.assertEqual(set(self.work.found("KÂĞIDI")), {"paper", "paper-hat"})

    def test_foreign_names(self):
        for query, first, second in (
            ("Oreşkin", "oreskin", "oreshkin"),
            ("Oreshkin", "oreshkin", "oreskin"),
            ("OREŞKİN'E", "oreskin", "oreshkin"),
            ("oreshkin'in", "oreshkin", "oreskin"),
            ("Seçin", "secin", "sechin"),
            ("Sechin", "sechin", "secin"),
            ("Sechin'in", "sechin", "secin"),
        ):
            self.assert_above(query, first, second)

    def test_relatives_are_found_by_another_word_only(self):
        for common, query, first, second in (
            ("bugün", "ekonomi", "economy", "economic"),
            ("bugün", "ekonomik", "economic", "economy"),
            ("sandık", "seçim", "election", "voter"),
            ("sandık", "seçmen", "voter", "election"),
            ("kuzey", "Rusya", "russia", "russian"),
            ("kuzey", "Rus", "russian", "russia"),
        ):
            self.assert_above(f"{common} {query}", first, second)
            with self.subTest(query=query):
                found = self.work.found(query)
                self.assertIn(first, found)
                self.assertNotIn(second, found)

    def test_other_spellings_are_marked(self):
        for query, name, marked in (
            ("isbirligi", "together", "işbirliği"),
            ("işbirliği", "apart", "iş</mark> <mark>birliği"),
            ("yurt dışı", "abroad", "yurtdışı"),
            ("Oreşkin", "oreshkin", "Oreshkin"),
            ("bugün ekonomi", "economic", "ekonomik"),
        ):
            with self.subTest(query=query):
                hits = self.work.newsidx("search", "-n", "100", "--format", "json", query).json
                snippets = {hit["id"]: hit["snippet"] for hit in hits["hits"]}
                self.assertIn(f"<mark>{marked}</mark>", snippets[name])


class AcronymTest(SharedIndexTest):
    articles = [ACRONYM, LONG_FORM, EXPLAINED, *ARTICLES]

    def test_acronym_and_long_form_find_each_other(self):
        names = {"acronym", "long", "explained"}
        for query, last in (
            ("ŞİÖ", "long"),
            ("şiö", "long"),
            ("ŞİÖ'nün", "long"),
            ("Şanghay İşbirliği Örgütü", "acronym"),
            ("şanghay işbirliği örgütünün", "acronym"),
        ):
            with self.subTest(query=query):
                found = [name for name in self.work.found(query) if name in names]
                self.assertEqual(found[2:], [last], found)

    def test_acronym_finds_no_part_of_its_long_form(self):
        self.assertNotIn("together", self.work.found("ŞİÖ"))


class UnexplainedAcronymTest(SharedIndexTest):
    articles = [ACRONYM, LONG_FORM]

    def test_nothing_says_what_it_stands_for(self):
        self.assertEqual(self.work.found("ŞİÖ"), ["acronym"])
        self.assertEqual(self.work.found("Şanghay İşbirliği Örgütü"), ["long"])


class LaterExplanationTest(CliTest):
    def test_article_added_later_explains_it(self):
        self.work.add(ACRONYM, LONG_FORM)
        self.work.add(EXPLAINED_BEFORE)
        self.assertEqual(set(self.work.found("ŞİÖ")), {"acronym", "explained", "long"})
        self.assertIn("acronym", self.work.found("Şanghay İşbirliği Örgütü"))
