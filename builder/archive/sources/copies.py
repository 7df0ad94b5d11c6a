"""Which articles hold one text: each is compared with longer ones that share uncommon wording, and with no others."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from builder.archive.citations import Reading, Readings
from builder.archive.sources.agencies import agency_of
from builder.reading.wording import Wording, fingerprints, share_in

COPY = 0.5
"""The part of the shorter article's own words that the longer one has too: most of them, and it is a copy."""
COPY_OF_AGENCY = 0.3
"""The same for articles that name one agency, appeared within days and have headlines that resemble each other."""
SHORTEST_PART = 0.15
"""Of the longer text. A round-up that holds many reports makes them no copies of each other."""
FEWEST_WORDS = 30
"""Of an article's own; fewer prove nothing."""
DAYS = 2
"""Between two outlets' copies of one agency report."""
SAME_HEADLINE, LIKE_HEADLINE = 0.75, 0.3
"""How much two headlines have in common (Dice's coefficient of their words) that are, or may be, of one report."""
STOCK = 100
"""A fingerprint that more texts have is a stock phrase: it neither finds a copy nor counts for one."""
UNCOMMON = 0.3
"""The part of an article's other fingerprints that a text must share: formulas, however many, make no copy."""
_CANDIDATES = 8
"""Longer texts that one is compared with at most, those that share most."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class _Text:
    """What of an article is compared. `wording` is None where it is not the outlet's or too short to prove anything."""

    article: str
    published: date
    agency: str | None
    headline: frozenset[str]
    wording: Wording | None

    @property
    def rank(self) -> tuple[int, date, str]:
        """The longest first; of about the same length, within a quarter, the earliest: it is seldom the edited one."""
        return (-(self.wording.words**3).bit_length() if self.wording else 0, self.published, self.article)


def find_copies(readings: Readings) -> Mapping[str, str]:
    """Article id -> id of the article that it is a copy of, as far as texts tell: a longer one, an earlier, or itself.

    Texts are taken from the longest to the shortest, and each joins the one before that it is most alike to and that is
    no copy itself: likeness is not handed on from copy to copy. The order of `readings` is without effect.
    """
    texts = sorted((_text_of(reading) for reading in readings.values()), key=lambda text: text.rank)
    prints = {text.article: fingerprints(text.wording) for text in texts if text.wording}
    repeated = _repeated(prints.values())
    # Verbatim copies count once: a text that many outlets print is no stock phrase.
    spread = Counter(chain.from_iterable(each & repeated for each in frozenset(prints.values())))
    stock = frozenset(each for each, count in spread.items() if count > STOCK)
    originals = _Originals()
    found: dict[str, str] = {}
    for text in texts:
        known = prints.get(text.article, frozenset())
        telling = (known & repeated) - stock
        original = originals.of(text, telling, least=len(known - stock) * UNCOMMON)
        if original is None:
            originals.add(text, telling)
        found[text.article] = text.article if original is None else original.article
    return found


def _repeated(prints: Iterable[frozenset[int]]) -> set[int]:
    """The fingerprints of more than one text: most are of one only, find no other, and need not be kept at hand."""
    seen: set[int] = set()
    repeated: set[int] = set()
    for each in prints:
        repeated |= seen & each
        seen |= each
    return repeated


def _text_of(reading: Reading) -> _Text:
    article = reading.article
    wording = reading.findings.wording
    return _Text(
        article.id,
        article.published,
        agency_of(article),
        headline_words(article.title),
        wording if wording.words >= FEWEST_WORDS else None,
    )


def headline_words(title: str) -> frozenset[str]:
    """By what two headlines are compared: the beginnings of their longer words, and numbers."""
    return frozenset(w[:4] for w in _WORD.findall(title.casefold()) if len(w) >= 4 or w.isdigit())


class _Originals:
    """The texts so far that are no copies, by their fingerprints, and by agency, day and words of the headline."""

    def __init__(self) -> None:
        self._texts: dict[str, _Text] = {}
        self._by_print: dict[int, list[str]] = defaultdict(list)
        self._by_headline: dict[tuple[str, date, str], list[str]] = defaultdict(list)

    def add(self, text: _Text, prints: Iterable[int]) -> None:
        self._texts[text.article] = text
        for each in prints:
            self._by_print[each].append(text.article)
        if text.agency:
            for word in text.headline:
                self._by_headline[text.agency, text.published, word].append(text.article)

    def of(self, text: _Text, prints: Iterable[int], *, least: float) -> _Text | None:
        """The one that `text` is most surely a copy of, among those that share `least` of its fingerprints."""
        alike = [(-share, original.rank, original) for original, share in self._alike(text, prints, least)]
        return min(alike)[2] if alike else None

    def _alike(self, text: _Text, prints: Iterable[int], least: float) -> Iterator[tuple[_Text, float]]:
        if text.wording is None:
            yield from self._of_same_headline(text)
            return
        for original in self._candidates(prints, least):
            assert original.wording is not None
            shorter, longer = sorted((text.wording, original.wording), key=lambda wording: wording.words)
            if shorter.words < longer.words * SHORTEST_PART:
                continue
            share = share_in(shorter, longer)
            if share >= COPY or (share >= COPY_OF_AGENCY and _may_be_of_one_report(text, original)):
                yield original, share

    def _candidates(self, prints: Iterable[int], least: float) -> list[_Text]:
        shared = Counter(chain.from_iterable(self._by_print[each] for each in prints if each in self._by_print))
        enough = [article for article, count in shared.items() if count >= least]
        enough.sort(key=lambda article: (-shared[article], self._texts[article].rank))
        return [self._texts[article] for article in enough[:_CANDIDATES]]

    def _of_same_headline(self, text: _Text) -> Iterator[tuple[_Text, float]]:
        if text.agency is None:
            return
        days = [text.published + timedelta(days=days) for days in range(-DAYS, DAYS + 1)]
        found = (self._by_headline.get((text.agency, day, word), ()) for day in days for word in text.headline)
        for article in set(chain.from_iterable(found)):
            share = share_of_headlines(text.headline, self._texts[article].headline)
            if share >= SAME_HEADLINE:
                yield self._texts[article], share


def _may_be_of_one_report(text: _Text, other: _Text) -> bool:
    return (
        text.agency is not None
        and text.agency == other.agency
        and abs((text.published - other.published).days) <= DAYS
        and share_of_headlines(text.headline, other.headline) >= LIKE_HEADLINE
    )


def share_of_headlines(words: frozenset[str], others: frozenset[str]) -> float:
    """How much two headlines have in common, 0 to 1: Dice's coefficient of their words."""
    return 2 * len(words & others) / (len(words) + len(others)) if words and others else 0.0
