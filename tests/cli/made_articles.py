"""Articles in any number, made of the sentences of corpus/."""

import random
import re
from pathlib import Path

CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "articles"


def read_sentences():
    sentences = []
    for path in sorted(CORPUS.rglob("*.txt")):
        text = path.read_text(encoding="utf-8", errors="ignore")  # some are windows-1254
        text = re.sub(r"^ date \S+ ", "", text)
        text = "".join(c for c in text if c.isprintable() or c == "\n")
        sentences += [s for s in re.split(r"(?<=[.!?])\s+", text) if 20 < len(s) < 300]
    return sentences


SENTENCES = read_sentences()


def made_articles(count, seed=1, first=0, sentences=6):
    """The same for the same arguments. Article n has the id an and a word of its own, makalen."""
    chance = random.Random(seed)
    return [
        {
            "id": f"a{number}",
            "title": chance.choice(SENTENCES)[:80],
            "date": f"20{chance.randrange(10, 26)}-{chance.randrange(1, 13):02}-15",
            "source": chance.choice(["Kıyı", "Bozkır", "Yeditepe"]),
            "text": " ".join(chance.choices(SENTENCES, k=sentences)) + f" Sayı makale{number}.",
        }
        for number in range(first, first + count)
    ]
