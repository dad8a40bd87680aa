"""Words that an archive does not have yet but might: what make_archive puts where rare words stand.

Everything is learned from the archive itself. An inflected word is a stem of the archive with an
ending that it has not been seen with, by analogy: if evler, evde and köyler are there, köyde may
be. A name is the head of one name and the tail of another, cut between syllables. Some words are
misspelt or typed without Turkish letters, as one rare word in ten is.
"""

import re

LOWER = str.maketrans({"I": "ı", "İ": "i"})
UPPER = str.maketrans({"i": "İ"})
WITHOUT_TURKISH_LETTERS = str.maketrans("şığüöçâîû", "siguocaiu")
VOWELS = "aeıioöuüâîû"
VOICELESS = "fstkçşhp"

NAME, WORD, NUMBER = range(3)

MISSPELT = 0.1  # of the inflected words
FREQUENT = 5  # occurrences that make a word a stem, or worth misspelling
STEM_LETTERS = 4
ENDING_STEMS = 20  # an ending is one that so many stems take
TRIES = 12
# Occurrences of made words crowd on the oldest: the nth of m is drawn as m * u ** CROWDING.
CROWDING = 6.0


def fold(word):
    return word.translate(LOWER).lower()


def in_case_of(word, model):
    if len(model) > 1 and model.isupper():
        return word.translate(UPPER).upper()
    if model[0].isupper():
        return word[0].translate(UPPER).upper() + word[1:]
    return word


def harmony(stem):
    """What an ending's letters depend on: the stem's last vowel and kind of last letter."""
    vowel = next((letter for letter in reversed(stem) if letter in VOWELS), "")
    return vowel + ("v" if stem[-1] in VOWELS else "k" if stem[-1] in VOICELESS else "g")


def is_stem(word, count):
    return count >= FREQUENT and len(word) >= STEM_LETTERS and word.isalpha()


class NewWords:
    """`counts` is how often each folded word occurs, `names` the folded words taken for names. The
    order of both decides what is made: it must not come from a set."""

    def __init__(self, counts, names, rng):
        self.rng = rng
        self.known = set(counts)
        self.made = {NAME: [], WORD: [], NUMBER: []}
        self.frequent = [w for w, n in counts.items() if is_stem(w, n) and len(w) > STEM_LETTERS]
        self._learn_endings(counts)
        self._learn_names(names)

    def _learn_endings(self, counts):
        stems = {w for w, n in counts.items() if is_stem(w, n)}
        found = []
        takers = {}
        for word, count in counts.items():
            if count < 2 or not word.isalpha():
                continue
            for cut in range(STEM_LETTERS, len(word)):
                if word[:cut] in stems:
                    found.append((word[:cut], word[cut:]))
                    takers[word[cut:]] = takers.get(word[cut:], 0) + 1
        self.endings = {}
        self.takers = {}
        for stem, ending in found:
            if takers[ending] >= ENDING_STEMS:
                self.endings.setdefault(stem, []).append(ending)
                self.takers.setdefault((harmony(stem), ending), []).append(stem)
        self.stems = [stem for stem, endings in self.endings.items() if len(endings) >= 3]

    def _learn_names(self, names):
        self.heads = []
        self.tails = []
        for name in names:
            cuts = [m.start() for m in re.finditer(f"[^{VOWELS}][{VOWELS}]", name) if m.start() > 1]
            if cuts and len(name) <= 12:
                self.heads.append(name[: self.rng.choice(cuts)])
                self.tails.append(name[self.rng.choice(cuts) :])

    def _inflected(self):
        if not self.stems:
            return ""
        stem = self.rng.choice(self.stems)
        shared = self.rng.choice(self.endings[stem])
        model = self.rng.choice(self.takers[harmony(stem), shared])
        return stem + self.rng.choice(self.endings[model])

    def _misspelt(self):
        if not self.frequent:
            return ""
        word = self.rng.choice(self.frequent)
        at = self.rng.randrange(1, len(word) - 1)
        return self.rng.choice(
            (
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
                word.translate(WITHOUT_TURKISH_LETTERS),
            )
        )

    def _name(self):
        return self.rng.choice(self.heads) + self.rng.choice(self.tails) if self.heads else ""

    def new(self, kind, model):
        """A word not known yet, for the place where `model` stands; None if none is found."""
        for _ in range(TRIES):
            if kind == NUMBER:
                low = 10 ** (len(model) - 1)
                word = str(self.rng.randrange(low, 10 * low))
            elif kind == NAME:
                word = self._name()
            elif self.rng.random() < MISSPELT:
                word = self._misspelt()
            else:
                word = self._inflected()
            if word and word not in self.known:
                self.known.add(word)
                self.made[kind].append(word)
                return word
        return None

    def old(self, kind):
        """A word made before, the older the likelier; there must be one."""
        made = self.made[kind]
        return made[int(len(made) * self.rng.random() ** CROWDING)]
