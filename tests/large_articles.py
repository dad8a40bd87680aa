"""Texts of many megabytes that an archive may hold by mistake, or by ill will."""

import gzip
import json
import pathlib
import random

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHARED_NEWS = ROOT.parent / "shared" / "data" / "news" / "sozcu2014.jsonl.gz"

SYLLABLES = ["ka", "le", "mi", "so", "tu", "ba", "der", "yıl", "çe", "gün", "ro", "şa", "vi", "zo", "pı", "nu"]


def repeated(piece):
    def make(size):
        return (piece * (size // len(piece.encode()) + 1)).encode()[:size].decode(errors="ignore")

    return make


def counted(form):
    """Pieces that all differ: form(i), form(i + 1) ..."""

    def make(size):
        pieces = []
        taken = 0
        i = 0
        while taken < size:
            piece = form(i)
            pieces.append(piece)
            taken += len(piece.encode())
            i += 1
        return "".join(pieces)

    return make


def syllables(i):
    word = ""
    for _ in range(5):
        word += SYLLABLES[i % len(SYLLABLES)]
        i //= len(SYLLABLES)
    return word


def news(size):
    """Real articles, one after the other; where there are none, made ones of common words."""
    texts = []
    taken = 0
    if SHARED_NEWS.exists():
        with gzip.open(SHARED_NEWS, "rt", encoding="utf-8") as lines:
            for line in lines:
                texts.append(json.loads(line)["text"])
    else:
        chance = random.Random(1)
        words = [syllables(chance.randrange(1 << 20)) for _ in range(20000)]
        for _ in range(2000):
            texts.append(" ".join(words[int(chance.paretovariate(0.7)) % len(words)] for _ in range(300)) + ".")
    joined = []
    while taken < size:
        for text in texts:
            joined.append(text)
            taken += len(text.encode()) + 1
            if taken >= size:
                break
    return "\n".join(joined)


KINDS = {
    "A A A": repeated("A "),
    "a,b.": repeated("a,b."),
    "news": news,
    "names": counted(lambda i: f"{syllables(i).capitalize()} {syllables(i * 7 + 3).capitalize()} geldi. "),
    "one name": repeated("Vladimir Putin "),
    "surnames": counted(lambda i: f"{syllables(i).capitalize()} Yılmaz ile Yılmaz dedi. "),
    "organisations": counted(lambda i: f"{syllables(i).capitalize()} {syllables(i + 9).capitalize()} Bakanlığı (T{'ABCDEFGH'[i % 8]}B) "),
    "leaders": counted(lambda i: f"Rusya Devlet Başkanı {syllables(i).capitalize()} Putin, Rus lider dedi. "),
    "different words": counted(lambda i: syllables(i * 2654435761 % (1 << 20)) + " "),
    "one word": repeated("x"),
    "capitals": repeated("ANKARA VALİSİ KONUŞTU "),
    "all capitals": counted(lambda i: syllables(i).upper() + " "),
    "digits": repeated("0123456789"),
    "numbers": counted(lambda i: f"{i} "),
    "quotes": repeated('"'),
    "quoted": repeated('"a" '),
    "brackets": repeated("(a) "),
    "open brackets": repeated("("),
    "acronyms": counted(lambda i: f"Büyük Sarı (BS) {i} "),
    "apostrophes": repeated("a'da "),
    "apostrophe chain": repeated("a'"),
    "lines": repeated("a\n"),
    "blank lines": repeated("\n"),
    "one line": repeated("bir iki üç dört beş "),
    "tags": lambda size: repeated("<div>")(size - size // 3) + "metin " + repeated("</div>")(size // 3),
    "open tags": repeated("<a href="),
    "references": repeated("&amp;"),
    "REKLAM": repeated("REKLAM "),
    "REKLAM lines": repeated("REKLAM\n"),
    "hyphens": repeated("a-"),
    "dots": repeated("ab."),
    "single dots": repeated("a."),
    "combining marks": lambda size: "a" + repeated("\u0301")(size),
    "marked letters": repeated("e\u0301"),
    "Chinese": repeated("新闻报道中国"),
    "Thai": repeated("ภาษาไทย"),
    "emoji": repeated("👩‍👩‍👧‍👦"),
    "flags": repeated("🇹🇷"),
    "invisible": repeated("a\u200d"),
}
