#!/usr/bin/env python3
"""How good `newsidx related` is: do articles that are relevant for one topic find each other?

usage: related_precision.py NEWSIDX INDEX QRELS [--grade G] [--per-topic N]

Of each topic every article judged at least G (default 2) is a story; precision@5 is the share of the five
related articles (or of as many as the topic has others, if fewer) that the topic's judgements call relevant (1 or
more). Unjudged articles count as not relevant, so the figure is a lower bound; judged@5 tells how low. Beside it
`search` with the story's title as the query, without the story itself.
"""

import argparse
import json
import subprocess
from collections import defaultdict


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("newsidx")
    parser.add_argument("index")
    parser.add_argument("qrels")
    parser.add_argument("--grade", type=int, default=2)
    parser.add_argument("--per-topic", type=int, default=10)
    arguments = parser.parse_args()
    qrels = defaultdict(dict)
    for line in open(arguments.qrels, encoding="utf-8"):
        qid, _, article, grade = line.split()
        qrels[qid][article] = int(grade)
    sums = defaultdict(float)
    stories = 0
    for judged in qrels.values():
        relevant = {article for article, grade in judged.items() if grade > 0}
        best = sorted(article for article in judged if judged[article] >= arguments.grade)
        for story in best[: arguments.per_topic]:
            wanted = min(5, len(relevant) - 1)
            if wanted < 1:
                continue
            stories += 1
            index = ("--index", arguments.index)
            title = json.loads(run(arguments.newsidx, "get", *index, story, "--format", "json"))["title"]
            lists = {
                "related": run(
                    arguments.newsidx, "related", *index, story, "--format", "ids", "-n", str(wanted)
                ).splitlines(),
                "title": [
                    hit["id"]
                    for hit in json.loads(
                        run(arguments.newsidx, "search", *index, "--format", "json", "-n", "6", "--", title.replace('"', " "))
                        or '{"hits": []}'
                    )["hits"]
                    if hit["id"] != story
                ][:wanted],
            }
            for name, ids in lists.items():
                sums[name, "precision@5"] += sum(hit in relevant for hit in ids) / wanted
                sums[name, "judged@5"] += sum(hit in judged for hit in ids) / wanted
    print(f"{stories} stories of {len(qrels)} topics")
    for (name, measure), total in sums.items():
        print(f"{name:8} {measure:12} {total / stories:.3f}")


main()
