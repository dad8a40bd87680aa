"""The sample corpus and its judged topics: a ranking that breaks falls below the floors."""

from pathlib import Path

from harness import DONE, CliTest

CORPUS = Path(__file__).resolve().parents[2] / "corpus"

# Just below what the ranking reaches (docs/evaluation.md). Raise them when it gets
# better; lower one only together with the reason.
FLOORS = {"ndcg_cut_10": 0.895, "map": 0.865, "recall_100": 0.95}


class CorpusFloorTest(CliTest):
    def means(self, *options):
        added = self.work.newsidx("add", "-q", CORPUS, *options)
        self.assert_ended(added, DONE, "")
        run = self.work.newsidx(
            "eval",
            "--topics",
            CORPUS / "topics.tsv",
            "--qrels",
            CORPUS / "qrels.txt",
            "--format",
            "json",
        )
        self.assert_ended(run, DONE)
        self.assertEqual(run.json["num_q"], 40)
        return run.json["mean"]

    def test_the_ranking_stays_above_the_floors(self):
        means = self.means()
        for measure, floor in FLOORS.items():
            self.assertGreaterEqual(means[measure], floor, measure)

    def test_the_floors_are_high_enough_to_tell(self):
        means = self.means("--stemmer", "none")
        for measure, floor in FLOORS.items():
            self.assertLess(means[measure], floor, measure)
