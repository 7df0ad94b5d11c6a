"""What an article's metadata would be: of all claims those that are believed, and what a person should look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import get_args

from builder.content.article import Article
from builder.ingest.claims import REQUIRED, Claim, Key, find_disagreements, host_of, of_key, split_claims


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something about a key that a person should look at, as a sentence."""

    key: Key
    message: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """`values`: the claims that are believed, by key; of authors several, of everything else one.

    `found`: all that the source makes and that an article could hold.
    """

    values: Mapping[Key, tuple[Claim, ...]]
    found: tuple[Claim, ...]
    doubts: tuple[Doubt, ...]

    @property
    def headlines(self) -> tuple[str, ...]:
        """All that the source gives itself."""
        return tuple(claim.value for claim in of_key(self.found, "title"))

    @property
    def missing(self) -> tuple[Key, ...]:
        return tuple(key for key in REQUIRED if key not in self.values)

    @property
    def guessed(self) -> tuple[Key, ...]:
        """The keys that only a guess gives a value to."""
        return tuple(key for key in REQUIRED if key in self.values and not self.values[key][0].sure)

    @property
    def unsure(self) -> tuple[Key, ...]:
        """The keys of which a value was found that a person should confirm."""
        doubted = {doubt.key for doubt in self.doubts}
        return tuple(key for key in REQUIRED if key in self.values and (key in doubted or key in self.guessed))

    def value(self, key: Key) -> str | None:
        claims = self.values.get(key)
        return claims[0].value if claims else None


def propose(given: Iterable[Claim], found: Iterable[Claim], outlets: Mapping[str, str]) -> Proposal:
    """What was `given` overrules what was `found`; `outlets` are those that the archive has, by host."""
    stated = tuple(given)
    settled = {claim.key for claim in stated}
    good, bad = split_claims(found)
    url = next((claim.value for claim in (*stated, *good) if claim.key == "url"), "")
    known = outlets.get(host_of(url)) if url else None
    if known:
        good = (Claim("publisher", known, f"the archive's other articles from {host_of(url)}"), *good)
    open_claims = tuple(claim for claim in good if claim.key not in settled)
    values = {key: _chosen(key, (*stated, *open_claims)) for key in get_args(Key)}
    doubts = [Doubt(key, f"the source contradicts itself: {how}") for key, how in find_disagreements(open_claims)]
    doubts += [
        Doubt(claim.key, f"{claim.origin} says '{claim.value[:80]}', which cannot be right; it is left out")
        for claim in bad
        if claim.key not in settled and claim.sure
    ]
    believed = {key: claims for key, claims in values.items() if claims}
    return Proposal(believed, good, tuple(dict.fromkeys(doubts)))


def _chosen(key: Key, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The first that is sure, else the first; of authors all that stand in the same place."""
    every = of_key(claims, key)
    first = next((claim for claim in every if claim.sure), every[0] if every else None)
    if first is None:
        return ()
    if key != "authors":
        return (first,)
    same = {claim.value.casefold(): claim for claim in reversed(every) if claim.origin == first.origin}
    return tuple(reversed(same.values()))


def outlets_by_host(articles: Iterable[Article]) -> Mapping[str, str]:
    """What the archive calls the outlet on a host, where it has one name for it."""
    found: dict[str, set[str]] = defaultdict(set)
    for article in articles:
        found[host_of(article.url)].add(article.publisher)
    return {host: next(iter(names)) for host, names in sorted(found.items()) if len(names) == 1}
