"""What a search prints: JSON, snippets, marks and passages."""

import html
import re

from harness import DONE, SharedIndexTest

HIT_KEYS = [
    "id",
    "title",
    "date",
    "source",
    "author",
    "section",
    "url",
    "path",
    "title_marks",
    "score",
    "copies",
    "snippet",
    "passages",
]
RESULT_KEYS = ["v", "query", "total", "total_is_exact", "offset", "hits", "notes", "mended"]

# Two-byte letters at every place where a passage might be cut.
FILLER = "Öğütçü işçi çığlığına şüpheyle güldü, gölgeli bağın ıssız köşesinde üşüdü. "
WORD_BREAK = re.compile(r"[\s.,;:!?]")

ARTICLES = [
    {
        "id": "visit",
        "title": "Putin'in ziyareti",
        "date": "2025-09-02",
        "source": "Kıyı Gazetesi",
        "author": "Ayşe Yılmaz",
        "section": "Dünya",
        "url": "https://example.org/1",
        "text": "Uçak indi. Putin'in konuşması bekleniyor. PUTİN’İN heyeti geldi, putin gülümsedi.",
    },
    {"id": "markup", "text": 'Formül şudur: a < b && b > "c" ve <script>alert(1)</script> kodu.'},
    {
        "id": "long",
        "title": "Uzun yazı",
        "text": FILLER * 60
        + "İZMİR'DEN haber geldi. "
        + FILLER * 60
        + "Yine İzmir'i andılar. "
        + FILLER * 60,
    },
    {
        "id": "lines",
        "title": "Satırlı yazı",
        "text": "Birinci satır burada.\nİkinci\tsatırda lodos esti.\n",
    },
    {"id": "glued", "title": "Bitişik yazı", "text": "ğ" * 3000 + " zelzele " + "ş" * 3000},
]


def marked_words(passage):
    text = passage["text"].encode()
    return [text[begin:end].decode() for begin, end in passage["marks"]]


class SearchOutputTest(SharedIndexTest):
    articles = ARTICLES

    def search(self, *query):
        run = self.work.newsidx("search", "--format", "json", *query)
        self.assert_ended(run, DONE)
        return run.json

    def only_hit(self, *query):
        hits = self.search(*query)["hits"]
        self.assertEqual(len(hits), 1, hits)
        return hits[0]

    def test_json_result(self):
        result = self.search("putin")
        self.assertEqual(list(result), RESULT_KEYS)
        self.assertEqual(
            (
                result["v"],
                result["query"],
                result["total"],
                result["total_is_exact"],
                result["offset"],
            ),
            (1, "putin", 1, True, 0),
        )
        hit = result["hits"][0]
        self.assertEqual(list(hit), HIT_KEYS)
        for name in ("id", "title", "date", "source", "author", "section", "url"):
            self.assertEqual(hit[name], ARTICLES[0][name])
        self.assertEqual(hit["path"], "added.jsonl")
        self.assertGreater(hit["score"], 0)

    def test_fields_an_article_has_not_are_null(self):
        hit = self.only_hit("formül")
        self.assertEqual(
            [hit[name] for name in ("date", "source", "author", "section", "url")], [None] * 5
        )

    def test_json_lines_are_the_hits(self):
        query = "putin formül izmir"
        run = self.work.newsidx("search", "--format", "jsonl", query)
        self.assert_ended(run, DONE)
        self.assertEqual(run.json_lines, self.search(query)["hits"])
        self.assertEqual(sorted(hit["id"] for hit in run.json_lines), ["long", "markup", "visit"])

    def test_json_of_nothing_found(self):
        run = self.work.newsidx("search", "--format", "json", "bulunmayankelime")
        self.assert_ended(run, 1, err="newsidx: nothing found\n")
        self.assertEqual((run.json["total"], run.json["hits"]), (0, []))

    def test_quotes_in_the_query_are_escaped(self):
        self.assertEqual(self.search('"uçak indi" \\')["query"], '"uçak indi" \\')

    def test_marks_cover_whole_words(self):
        hit = self.only_hit("putin")
        words = [word for passage in hit["passages"] for word in marked_words(passage)]
        self.assertEqual(words, ["Putin'in", "PUTİN’İN", "putin"])
        self.assertEqual(re.findall("<mark>(.*?)</mark>", html.unescape(hit["snippet"])), words)

    def test_marks_of_a_phrase(self):
        hit = self.only_hit('"putin konuşması"')
        self.assertEqual([marked_words(p) for p in hit["passages"]], [["Putin'in", "konuşması"]])

    def test_snippet_is_escaped(self):
        snippet = self.only_hit("formül")["snippet"]
        self.assertIn(
            "<mark>Formül</mark> şudur: a &lt; b &amp;&amp; b &gt; &quot;c&quot;", snippet
        )
        self.assertIn("&lt;script&gt;alert(1)&lt;/script&gt;", snippet)
        self.assertNotIn("<script", snippet)

    def test_passages_are_cut_between_words(self):
        hit = self.only_hit("izmir")
        body = self.work.article("long")["text"].encode()
        self.assertEqual([marked_words(p) for p in hit["passages"]], [["İZMİR'DEN"], ["İzmir'i"]])
        for passage in hit["passages"]:
            text = passage["text"].encode()
            begin, end = passage["begin"], passage["begin"] + len(text)
            self.assertEqual(body[begin:end], text)
            self.assertRegex(body[:begin].decode()[-1:], WORD_BREAK)
            self.assertRegex(body[end:].decode()[:1], WORD_BREAK)
            self.assertLess(len(passage["text"]), 500)
        self.assertTrue(hit["snippet"].startswith("… ") and hit["snippet"].endswith(" …"))

    def test_passage_offsets_span_lines(self):
        hit = self.only_hit("lodos")
        body = self.work.article("lines")["text"].encode()
        self.assertEqual(len(hit["passages"]), 1)
        passage = hit["passages"][0]
        begin, end = passage["marks"][0]
        self.assertEqual(body[passage["begin"] + begin : passage["begin"] + end].decode(), "lodos")
        self.assertNotRegex(passage["text"], r"[\n\t]")

    def test_overlong_words_do_not_make_overlong_passages(self):
        hit = self.only_hit("zelzele")
        self.assertEqual(marked_words(hit["passages"][0]), ["zelzele"])
        self.assertLess(len(hit["snippet"]), 1000)

    def test_text(self):
        run = self.work.newsidx("search", "formül")
        self.assert_ended(
            run,
            DONE,
            out=re.compile(
                r" 1\. \[Formül\] şudur: .*\n"
                r"    undated · markup\n"
                r"    \[Formül\] şudur: a < b && b > \"c\" ve <script>alert\(1\)</script> kodu\.\n"
                r"\n1-1 of 1 article\n"
            ),
        )

    def test_ids_and_quiet(self):
        self.assert_ended(self.work.newsidx("search", "putin", "--format", "ids"), DONE, "visit\n")
        quiet = self.work.newsidx("search", "putin", "-q")
        self.assert_ended(quiet, DONE)
        self.assertNotIn("of 1 article", quiet.out)
        self.assert_ended(self.work.newsidx("search", "bulunmayankelime", "-q"), 1, "")

    def test_every_format_but_text_is_free_of_color(self):
        for kind in ("json", "jsonl", "trec", "ids"):
            run = self.work.newsidx("search", "putin", "--format", kind, "--color", "always")
            self.assert_ended(run, DONE)
            self.assertIn("visit", run.out, kind)
            self.assertNotIn("\x1b", run.out, kind)
