"""eval: rankings measured against judgements, and against each other."""

import csv
import importlib.util
import io
import random
import re
import unittest
from pathlib import Path

from harness import (
    CANNOT_CREATE,
    DONE,
    INPUT_REFUSED,
    IO,
    NOT_FOUND,
    SOME_REFUSED,
    USAGE,
    CliTest,
    SharedIndexTest,
    complaint,
)

MEASURES = [
    "map",
    "recip_rank",
    "recip_rank_10",
    "ndcg_cut_10",
    "P_10",
    "recall_100",
    "bpref",
    "judged_10",
]
QRELS = "q1 0 a 1\nq1 0 b 0\nq1 0 c 1\nq1 0 d 1\nq2 0 a 2\n"
RUN = "q1 Q0 a 1 9 x\nq1 Q0 x 2 8 x\nq1 Q0 b 3 7 x\nq1 Q0 c 4 6 x\n"
# In the peer harness beside the repository: another implementation of trec_eval's definitions.
PEER = Path(__file__).resolve().parents[3] / "shared/peers/treceval.py"


class RunTest(CliTest):
    def evaluate(self, *options, qrels=QRELS, run=RUN):
        self.work.write("qrels.txt", qrels)
        self.work.write("a.run", run)
        return self.work.newsidx("eval", "--qrels", "qrels.txt", "--run", "a.run", *options)

    def figures(self, run):
        """By qid and measure; the run's own value alone."""
        self.assertEqual((run.code, run.err), (DONE, ""))
        return {
            (row["qid"], row["measure"]): row["value"]
            for row in csv.DictReader(io.StringIO(run.out))
        }


class EvalTest(RunTest):
    def test_table(self):
        self.assert_ended(
            self.evaluate("--per-query"),
            DONE,
            "query        MAP        MRR     MRR@10    nDCG@10       P@10      R@100      bpref"
            "  judged@10\n"
            "q1        0.5000     1.0000     1.0000     0.6714     0.2000     0.6667     0.3333"
            "     0.7500\n"
            "q2        0.0000     0.0000     0.0000     0.0000     0.0000     0.0000     0.0000"
            "     0.0000\n"
            "mean      0.2500     0.5000     0.5000     0.3357     0.1000     0.3333     0.1667"
            "     0.3750\n"
            "2 queries, 4 retrieved, 4 relevant, 2 of these retrieved\n",
        )

    def test_csv(self):
        self.assert_ended(
            self.evaluate("--format", "csv", "--answered"),
            DONE,
            "qid,measure,value\r\nall,num_q,1\r\nall,num_ret,4\r\nall,num_rel,3\r\n"
            "all,num_rel_ret,2\r\nall,map,0.5000\r\nall,recip_rank,1.0000\r\n"
            "all,recip_rank_10,1.0000\r\nall,ndcg_cut_10,0.6714\r\nall,P_10,0.2000\r\n"
            "all,recall_100,0.6667\r\nall,bpref,0.3333\r\nall,judged_10,0.7500\r\n",
        )

    def test_csv_quotes_what_must_be(self):
        options = ("--format", "csv", "--per-query")
        run = self.evaluate(*options, qrels='q",1 0 a 1\n', run='q",1 Q0 a 1 1 x')
        self.assertEqual(self.figures(run)['q",1', "map"], "1.0000")

    def test_json(self):
        run = self.evaluate("--format", "json", "--per-query")
        self.assert_ended(run, DONE)
        self.assertEqual((run.json["v"], run.json["num_q"], run.json["level"]), (1, 2, 1))
        self.assertEqual(list(run.json["mean"]), ["num_ret", "num_rel", "num_rel_ret", *MEASURES])
        self.assertEqual(run.json["mean"]["map"], 0.25)
        self.assertEqual([query["qid"] for query in run.json["queries"]], ["q1", "q2"])
        self.assertEqual(run.json["queries"][0]["num_rel_ret"], 2)
        self.assertNotIn("differences", run.json)

    def test_queries_without_hits_count_unless_they_are_left_out(self):
        mean = ("all", "map")
        self.assertEqual(self.figures(self.evaluate("--format", "csv"))[mean], "0.2500")
        answered = self.evaluate("--format", "csv", "--answered")
        self.assertEqual(self.figures(answered)[mean], "0.5000")
        self.work.write("topics.tsv", "q1\tmartı\nq7\tyunus\n")
        of_topics = self.evaluate("--format", "csv", "--topics", "topics.tsv", "-q")
        self.assertEqual(self.figures(of_topics)[mean], "0.5000")
        noted = self.evaluate("--format", "csv", "--topics", "topics.tsv")
        note = r"topics\.tsv: 1 query is not judged in qrels\.txt, and left out"
        self.assert_ended(noted, DONE, of_topics.out, complaint(note))

    def test_three_columns_of_qrels_are_as_good(self):
        three = QRELS.replace(" 0 ", "\t", 5).replace(" ", "\t")
        self.assertEqual(self.evaluate(qrels=three).out, self.evaluate().out)

    def test_level_and_depth(self):
        level = self.figures(self.evaluate("--format", "csv", "--level", "2"))
        self.assertEqual(level["all", "num_rel"], "1")
        depth = self.figures(self.evaluate("--format", "csv", "-n", "1"))
        self.assertEqual((depth["all", "num_ret"], depth["all", "map"]), ("1", "0.1667"))

    def test_baseline(self):
        self.work.write("b.run", "q1 Q0 b 1 9 x\nq1 Q0 a 2 8 x\nq2 Q0 a 1 1 x\n")
        run = self.evaluate("--baseline", "b.run", "--per-query")
        self.assert_ended(run, DONE)
        lines = run.out.splitlines()
        self.assertRegex(lines[2], r"^  ahead by +\+0\.3333 +\+0\.5000 ")
        self.assertRegex(lines[4], r"^  ahead by +-1\.0000 +-1\.0000 ")
        # 1/3 against 1: either way no sum is smaller than what was observed.
        self.assertRegex(
            run.out, r"\nMAP +0\.2500 +0\.5833 +-0\.3333 +1\.0000 +1 +0 +1\n"
        )
        self.assertIn("randomization test, all permutations\n", run.out)

        run = self.evaluate("--baseline", "b.run", "--format", "json")
        self.assertEqual(
            {**run.json["differences"]["P_10"], "difference": 0},
            {"difference": 0, "p": 1, "exact": True, "better": 1, "same": 0, "worse": 1},
        )
        self.assertEqual(run.json["baseline"]["num_rel_ret"], 2)
        run = self.evaluate("--baseline", "b.run", "--format", "csv")
        self.assertIn("\nall,map,0.2500,0.5833,-0.3333,1.000000,1,0,1\r\n", run.out)
        self.assertEqual({line.count(",") for line in run.out.splitlines()}, {8})
        # Only what both answered.
        run = self.evaluate("--baseline", "b.run", "--format", "csv", "--answered")
        self.assertIn("\nall,num_q,1,1,,,,,\r\n", run.out)

    def test_p_of_many_queries_is_the_same_each_time(self):
        qrels = "".join(f"q{n} 0 a 1\n" for n in range(40))
        ahead = "".join(f"q{n} Q0 {'a' if n < 26 else 'b'} 1 1 x\n" for n in range(40))
        behind = "".join(f"q{n} Q0 {'b' if n < 26 else 'a'} 1 1 x\n" for n in range(40))
        self.work.write("b.run", behind)
        runs = [self.evaluate("--baseline", "b.run", qrels=qrels, run=ahead) for _ in range(2)]
        self.assertEqual(runs[0].out, runs[1].out)
        self.assertIn("100000 permutations drawn with seed", runs[0].out)
        # Two-sided binomial of 26 in 40: .0807.
        self.assertRegex(runs[0].out, r"MAP .* 0\.0[78]\d\d +26 +0 +14\n")
        fewer = self.evaluate("--baseline", "b.run", "--permutations", "9", qrels=qrels, run=ahead)
        self.assertRegex(fewer.out, r"MAP .* 0\.\d000 +26")

    def test_bad_lines_are_named_and_the_rest_is_measured(self):
        run = self.evaluate(qrels="nonsense\n" + QRELS + "q1 0 a 1\n", run=RUN + "q1 Q0 y 5 ? x\n")
        self.assert_ended(
            run,
            SOME_REFUSED,
            self.evaluate().out,
            complaint(
                r"qrels\.txt:1: 1 column, not of the form .*",
                r"qrels\.txt:7: 'a' is judged before for query 'q1'",
                r"a\.run:5: the score is no number .*'\?'",
            ),
        )
        strict = self.evaluate("--strict", qrels="nonsense\n" + QRELS)
        self.assert_ended(
            strict, INPUT_REFUSED, "", complaint(r"qrels\.txt:1: .*", r"qrels\.txt: refused, .*")
        )

    def test_a_wrong_file_is_not_named_line_by_line(self):
        run = self.evaluate(qrels=RUN * 100)
        self.assert_ended(
            run,
            INPUT_REFUSED,
            "",
            complaint(*[r"qrels\.txt:\d+: 6 columns, .*"] * 20, r"qrels\.txt: and 380 more .*",
                      r"qrels\.txt: no judgement in it"),
        )

    def test_bytes_that_are_no_text(self):
        junk = b"q\xff 0 a 1\nq1 0 \x1b[31m\xfe " + b"\xc5" * 500 + b"\n"
        run = self.evaluate("--per-query", qrels=junk, run=b"q\xff Q0 a 1 1 x\n")
        self.assertEqual(run.code, SOME_REFUSED)
        self.assertRegex(run.err, r"^newsidx: qrels\.txt:2: the grade .*: '\ufffd{80}…'\n$")
        self.assertRegex(run.out, r"\nq\ufffd +1\.0000 ")
        for form in ("csv", "json"):
            options = ("--per-query", "--format", form)
            run = self.evaluate(*options, qrels=junk, run=b"q\xff Q0 a 1 1 x\n")
            self.assertIn("q\ufffd", run.out)

    def test_files_that_do_not_belong_together(self):
        run = self.evaluate(run="z1 Q0 a 1 1 x\n")
        self.assert_ended(run, INPUT_REFUSED, "", complaint(r"a\.run: none of its queries .*"))
        self.work.write("topics.tsv", "z1\tmartı\n")
        run = self.evaluate("--topics", "topics.tsv")
        self.assert_ended(run, INPUT_REFUSED, "", complaint(r"qrels\.txt: judges none of .*"))

    def test_usage(self):
        self.work.write("qrels.txt", QRELS)
        for options, message in (
            (["--qrels", "qrels.txt"], "give --topics FILE .*"),
            (["--run", "a.run"], "--qrels is required"),
            (["--qrels", "-", "--run", "-"], "only one file .*"),
            (["--qrels", "qrels.txt", "--run", "a.run", "--save-run", "b.run"], "--save-run .*"),
            (["--qrels", "qrels.txt", "--run", "a.run", "--level", "0"], "--level: .*"),
            (["--qrels", "qrels.txt", "--run", "a.run", "--format", "ids"], "--format: .*"),
        ):
            with self.subTest(options=options):
                run = self.work.newsidx("eval", *options)
                self.assert_ended(run, USAGE, "", complaint(message))
        for qrels, name in (("no.txt", "a.run"), ("qrels.txt", ".")):
            run = self.work.newsidx("eval", "--qrels", qrels, "--run", name)
            self.assert_ended(run, NOT_FOUND, "", complaint(r"(no\.txt|\.): nothing to read .*"))

    def test_standard_input(self):
        self.work.write("qrels.txt", QRELS)
        run = self.work.newsidx("eval", "--qrels", "qrels.txt", "--run", "-", stdin=RUN.encode())
        self.assert_ended(run, DONE, self.evaluate().out)


class RandomRunsTest(RunTest):
    """Figures of random runs against implementations that share nothing with newsidx."""

    def setUp(self):
        super().setUp()
        chance = random.Random(4)
        self.grades, self.hits = {}, {}
        for qid in (f"q{n}" for n in range(150)):
            ids = [f"d{n}" for n in range(160)]
            judged = chance.sample(ids, chance.randint(1, 60))
            self.grades[qid] = {i: chance.choice([-1, 0, 0, 0, 1, 1, 2, 3]) for i in judged}
            found = chance.sample(ids, chance.choice([0, 1, 5, 40, 160]))
            # Few different scores, so that many are tied.
            self.hits[qid] = {
                i: round(chance.random() * 4, chance.choice([0, 1, 6])) for i in found
            }
        self.qrels = "".join(
            f"{q} 0 {i} {g}\n" for q, grades in self.grades.items() for i, g in grades.items()
        )
        self.run_text = "".join(
            f"{q} Q0 {i} 1 {s} x\n" for q, hits in self.hits.items() for i, s in hits.items()
        )
        self.found = self.figures(
            self.evaluate("--per-query", "--format", "csv", qrels=self.qrels, run=self.run_text)
        )

    def test_measures_by_their_definitions(self):
        for qid, grades in self.grades.items():
            ranked = sorted(self.hits[qid], key=lambda i: (self.hits[qid][i], i), reverse=True)
            relevant = {i for i, grade in grades.items() if grade >= 1}
            bad = [i for i in ranked if grades.get(i, -1) == 0]
            bound = min(len(relevant), sum(grade == 0 for grade in grades.values()))
            preferred = [
                1 - len([b for b in bad[: len(relevant)] if ranked.index(b) < ranked.index(i)])
                / (bound or 1)
                for i in relevant.intersection(ranked)
            ]
            ranks = [rank for rank, i in enumerate(ranked, 1) if i in relevant]
            page = ranked[:10]
            expected = {
                "num_ret": len(ranked),
                "num_rel": len(relevant),
                "num_rel_ret": len(ranks),
                "recip_rank": 1 / ranks[0] if ranks else 0,
                "P_10": len(relevant.intersection(page)) / 10,
                "bpref": sum(preferred) / (len(relevant) or 1),
                "judged_10": sum(grades.get(i, -1) >= 0 for i in page) / (len(page) or 1),
            }
            for measure, value in expected.items():
                found = float(self.found[qid, measure])
                self.assertAlmostEqual(found, value, delta=0.00005001, msg=f"{qid} {measure}")

    @unittest.skipUnless(PEER.exists(), "there is no ../shared")
    def test_measures_by_the_peer_harness(self):
        spec = importlib.util.spec_from_file_location("treceval", PEER)
        peer = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(peer)
        qrels = peer.read_qrels(self.work.folder / "qrels.txt")
        run = peer.read_run(self.work.folder / "a.run")
        queries, _, _ = peer.evaluate(qrels, run)
        self.assertGreater(len(queries), 100)
        names = ("recip_rank_10", "ndcg_cut_10", "recall_100", "map")
        for qid, values in queries.items():
            for name, value in zip(names, values):
                found = float(self.found[qid, name])
                self.assertAlmostEqual(found, value, delta=0.00005001, msg=f"{qid} {name}")


class EvalOfIndexTest(SharedIndexTest):
    articles = [
        {"id": "a", "text": "martı kıyı"},
        {"id": "b", "text": "martı martı"},
        {"id": "iki kelime", "text": "yunus"},
    ]

    def evaluate(self, *options, topics="q 1\tyunus\nq2\tmartı\nq3\tbulunmayan\n"):
        self.work.write("topics.tsv", topics)
        self.work.write("qrels.txt", "q_1 0 iki_kelime 1\nq2 0 a 1\nq3 0 a 1\nq4 0 a 1\n")
        return self.work.newsidx("eval", "--topics", "topics.tsv", "--qrels", "qrels.txt", *options)

    def test_the_run_is_that_of_search(self):
        run = self.evaluate("--save-run", "saved.run")
        self.assert_ended(run, DONE)
        searched = self.work.newsidx("search", "--batch", "topics.tsv", "-n", "100")
        self.assertEqual((self.work.folder / "saved.run").read_text(), searched.out)
        again = self.work.newsidx(
            "eval", "--qrels", "qrels.txt", "--run", "saved.run", "--topics", "topics.tsv",
        )
        self.assert_ended(again, DONE, run.out)
        self.assertIn("\n3 queries, 3 retrieved, 3 relevant, 2 of these retrieved\n", run.out)

    def test_depth(self):
        run = self.evaluate("-n", "1")
        self.assert_ended(run, DONE, re.compile(r"(?s).*\n3 queries, 2 retrieved, .*"))

    def test_topics_that_cannot_be_used(self):
        topics = 'q2\tmartı\nno tab\nq3\tmartı AND\nq2\tyunus\n'
        run = self.evaluate(topics=topics)
        self.assertEqual(run.code, SOME_REFUSED)
        for place in (2, 3, 4):
            self.assertIn(f"newsidx: topics.tsv:{place}: ", run.err)
        # The query that could not be searched for counts as one without hits.
        self.assertIn("\n2 queries, 2 retrieved, 2 relevant, 1 of these retrieved\n", run.out)
        run = self.evaluate("--strict", "--save-run", "strict.run", topics=topics)
        self.assertEqual((run.code, run.out), (INPUT_REFUSED, ""))
        self.assertFalse((self.work.folder / "strict.run").exists())

    def test_places_that_cannot_be_used(self):
        run = self.evaluate("--save-run", "no/such/folder.run")
        self.assert_ended(run, CANNOT_CREATE, "", complaint(r"no/such/folder\.run: .*"))
        run = self.evaluate("--save-run", "/dev/full")
        self.assert_ended(run, IO, "", complaint("/dev/full: .*"))
        run = self.evaluate("--index", "nowhere")
        self.assert_ended(run, NOT_FOUND, "", complaint(".*nowhere.*"))
