"""What a search is asked to print: --count, --collapse, --format csv, HTML of hostile text."""

import csv
import html
import io
import re

from harness import DONE, NOTHING_FOUND, USAGE, SharedIndexTest, complaint

STORY = " ".join(f"Martılar {n} numaralı iskelede bekleyen balıkçıya yaklaştı." for n in range(9))
HOSTILE = """<img src=x onerror='alert(1)'> & "tuzak" </mark> &lt;b&gt; martı' "martı" &amp; son"""


class SearchFormsTest(SharedIndexTest):
    articles = [
        {"id": "first", "title": "İskele, sabah", "text": STORY, "date": "2025-01-01"},
        {"id": "copy", "title": "İskele", "text": STORY + " (AA)", "date": "2025-01-02"},
        {"id": "hostile", "title": 'Başlık "martı" <b>', "source": "A, B\nC", "text": HOSTILE},
    ]

    def search(self, *options):
        return self.work.newsidx("search", "martı", *options)

    def test_count(self):
        self.assert_ended(self.search("--count"), DONE, "3\n")
        self.assert_ended(self.search("--count", "--from", "2025-01-02"), DONE, "1\n")
        self.assert_ended(self.work.newsidx("search", "--count", "fok"), NOTHING_FOUND, "0\n")
        self.assertIn("1-2 of 3 articles", self.search().out)

    def test_collapse(self):
        expected = {
            (): 2,
            ("--collapse",): 2,
            ("--no-collapse",): 3,
            ("--format", "ids"): 3,
            ("--format", "ids", "--collapse"): 2,
            ("--format", "trec"): 3,
            ("--format", "trec", "--collapse"): 2,
            ("--format", "jsonl"): 2,
            ("--format", "jsonl", "--no-collapse"): 3,
        }
        for options, hits in expected.items():
            out = self.search(*options).out
            found = len(re.findall(r"(?m)^ \d\. ", out)) or len(out.splitlines())
            self.assertEqual(found, hits, options)
        topics = self.work.write("topics.tsv", "q\tmartı\n")
        for options, hits in {(): 3, ("--collapse",): 2}.items():
            run = self.work.newsidx("search", "--batch", topics, *options)
            self.assertEqual(len(run.out.splitlines()), hits, options)
        self.assert_ended(
            self.search("--collapse", "--no-collapse"), USAGE, "", complaint(".*excludes.*")
        )

    def test_csv(self):
        run = self.search("--format", "csv", "--no-collapse")
        self.assert_ended(run, DONE)
        self.assertTrue(
            run.out.startswith(
                "id,date,source,section,author,title,score,copies,url,path,snippet\r\n"
            )
        )
        rows = {row["id"]: row for row in csv.DictReader(io.StringIO(run.out, newline=""))}
        self.assertEqual(len(rows), 3)
        self.assertEqual(rows["first"]["title"], "İskele, sabah")
        self.assertEqual(rows["first"]["copies"], "1")
        self.assertIn('"martı"', rows["hostile"]["snippet"])
        self.assertNotIn("<mark>", rows["hostile"]["snippet"])
        self.assertEqual(rows["hostile"]["date"], "")

    def test_html_is_escaped(self):
        hits = self.search("--format", "json").json["hits"]
        hit = next(hit for hit in hits if hit["id"] == "hostile")
        without_marks = re.sub("</?mark>", "", hit["snippet"])
        self.assertNotRegex(without_marks, "[<>\"']|&(?!(amp|lt|gt|quot|#39);)")
        shown = " ".join(passage["text"] for passage in hit["passages"])
        self.assertIn(html.unescape(without_marks).strip("… "), shown)
        self.assertEqual(hit["snippet"].count("<mark>"), 2)
        self.assertEqual(hit["snippet"].count("</mark>"), 2)
