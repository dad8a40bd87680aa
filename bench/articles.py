"""Reads JSON Lines of articles, compressed or not."""

import gzip
import json


def read_articles(file):
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
