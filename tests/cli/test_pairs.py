"""Spellings of one word find each other, in both directions and with every stemmer."""

import html
import re
import unicodedata

from harness import DONE, NOTHING_FOUND, CliTest, Workspace

STEMMERS = ("none", "prefix5", "snowball", "lexicon")

PAIRS = [
    ("Putin'in", "putin"),
    ("2026'da", "2026"),
    ("İSTANBUL'DA", "istanbul"),
    ("IŞIK", "ışık"),
    ("IMF'nin", "imf"),
    ("Igor", "igor"),
    ("INSTAGRAM'DA", "instagram"),
    ("NATO’ya", "nato"),
    ("Erdoğan'ın", "erdogan"),
    ("ŞİÖ'nün", "şiö"),
    ("20'den", "20"),
    ("kâğıt", "kağıt"),
    ("DEPREM", "deprem"),
]


class PairsTest(CliTest):
    """Every word stands in an article of its own; a search finds and marks those of its pair."""

    @classmethod
    def setUpClass(cls):
        cls.indexes = {}
        articles = [
            {"id": f"{number}-{side}", "text": f"Dün akşam {word} üzerine konuşuldu."}
            for number, pair in enumerate(PAIRS)
            for side, word in enumerate(pair)
        ]
        for stemmer in STEMMERS:
            work = Workspace()
            cls.addClassCleanup(work.close)
            work.add(*articles, options=["--stemmer", stemmer])
            cls.indexes[stemmer] = work

    def setUp(self):
        pass

    def assert_pairs_found(self, side):
        for stemmer, work in self.indexes.items():
            for number, pair in enumerate(PAIRS):
                with self.subTest(stemmer=stemmer, query=pair[side]):
                    run = work.newsidx("search", "--format", "jsonl", "-n", "100", pair[side])
                    self.assert_ended(run, DONE)
                    marked = {
                        hit["id"]: re.findall("<mark>(.*?)</mark>", html.unescape(hit["snippet"]))
                        for hit in run.json_lines
                    }
                    self.assertEqual(marked, {f"{number}-0": [pair[0]], f"{number}-1": [pair[1]]})

    def test_full_form_finds_plain_form(self):
        self.assert_pairs_found(side=0)

    def test_plain_form_finds_full_form(self):
        self.assert_pairs_found(side=1)


class ApostropheInNameTest(CliTest):
    def test_apostrophe_of_a_name_is_no_border(self):
        for stemmer in STEMMERS:
            work = Workspace()
            self.addCleanup(work.close)
            work.add(
                {"id": "book", "text": "Elinde eski bir Kur'an vardı."},
                {"id": "star", "text": "Basketbolcu O'Neill kente geldi."},
                {"id": "typographic", "text": "Basketbolcu O’Neill’in kente gelişi."},
                options=["--stemmer", stemmer],
            )
            with self.subTest(stemmer=stemmer):
                self.assert_ended(
                    work.newsidx("search", "kur"), NOTHING_FOUND, "", "newsidx: nothing found\n"
                )
                self.assertEqual(work.found("kur'an"), ["book"])
                self.assertEqual(work.found("kuran"), ["book"])
                for query in ("oneill", "o'neill", "O’NEILL", "O'Neill'e"):
                    self.assertEqual(sorted(work.found(query)), ["star", "typographic"], query)


class DecomposedTextTest(CliTest):
    def test_composed_and_decomposed_text_find_each_other(self):
        text = "Gümüşdere’de İŞÇİ çığlığı duyuldu."
        for stemmer in STEMMERS:
            work = Workspace()
            self.addCleanup(work.close)
            work.add(
                {"id": "nfc", "text": text},
                {"id": "nfd", "text": unicodedata.normalize("NFD", text)},
                options=["--stemmer", stemmer],
            )
            for word in ("gümüşdere", "işçi", "çığlığı", "İŞÇİ"):
                for form in ("NFC", "NFD"):
                    with self.subTest(stemmer=stemmer, word=word, form=form):
                        query = unicodedata.normalize(form, word)
                        self.assertEqual(sorted(work.found(query)), ["nfc", "nfd"])

    def test_decomposed_text_comes_out_composed_and_marked(self):
        self.work.add({"id": "a", "text": unicodedata.normalize("NFD", "Kış GÜNEŞİ’nde şölen.")})
        run = self.work.newsidx("search", "güneşi", "--format", "json")
        self.assert_ended(run, DONE)
        self.assertEqual(run.json["hits"][0]["snippet"], "Kış <mark>GÜNEŞİ’nde</mark> şölen.")
