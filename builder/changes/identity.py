"""What was what: which thing of one archive is which of another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from builder.archive.account import Archive
from builder.archive.identifiers import Anchor

_SAID = 1_000_000
"""How much it counts that an editor, or the record of ids, says what a thing was called: more than any words."""


@dataclass(frozen=True, slots=True)
class Matching:
    """`pairs` lead from ids before to ids after of what is one thing, ordered by the latter.

    `removed` and `added` are the ids without such a partner, each with those of the other side that have something of
    theirs: what was joined with another, or split off. Exchanging the two sides exchanges these.
    """

    pairs: Mapping[str, str]
    removed: Mapping[str, tuple[str, ...]]
    added: Mapping[str, tuple[str, ...]]


def match(before: Collection[str], after: Collection[str], links: Mapping[tuple[str, str], int]) -> Matching:
    """Who is who among the ids of two sides: the same id, else by `links`, (before, after) -> strength."""
    pairs = {identifier: identifier for identifier in before if identifier in after}
    taken = set(pairs)
    known = {
        link: strength
        for link, strength in links.items()
        if link[0] in before and link[1] in after and not (link[0] in taken and link[1] in taken)
    }
    for old, new in sorted(known, key=lambda link: (-known[link], *sorted(link))):
        if old not in pairs and new not in taken:
            pairs[old] = new
            taken.add(new)
    olds: dict[str, list[str]] = defaultdict(list)
    news: dict[str, list[str]] = defaultdict(list)
    for old, new in sorted(known):
        news[old].append(new)
        olds[new].append(old)
    return Matching(
        dict(sorted(pairs.items(), key=lambda pair: (pair[1], pair[0]))),
        {old: tuple(news[old]) for old in sorted(before) if old not in pairs},
        {new: tuple(olds[new]) for new in sorted(after) if new not in taken},
    )


def match_articles(before: Archive, after: Archive) -> Matching:
    """By the names that files have and had, by the original's address, by the text."""
    links: Counter[tuple[str, str]] = Counter(_formers(before, after, "articles"))
    links.update((old, after.by_url[url]) for url, old in before.by_url.items() if url in after.by_url)
    here, there = _by_text(before), _by_text(after)
    # Of several with one text the first is the first: pairs, not all with all.
    links.update(pair for text in here.keys() & there.keys() for pair in zip(here[text], there[text], strict=False))
    return match(before.readings, after.readings, links)


def _by_text(archive: Archive) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for article in sorted(archive.readings):
        found[archive.readings[article].article.body].append(article)
    return found


def match_things(before: Archive, after: Archive, kind: str, articles: Matching) -> Matching:
    """`kind` as in `content.ledger.KINDS`: by ids of now and of before, and by what articles call the things.

    So a thing whose file was renamed is known again also where nobody wrote down its former id.
    """
    sides = {"actors": "actors", "rounds": "rounds", "glossary": "terms", "timeline": "entries"}
    old, new = getattr(before, sides[kind]), getattr(after, sides[kind])
    links: Counter[tuple[str, str]] = Counter(_formers(before, after, kind))
    anchored = {
        Anchor(articles.pairs.get(anchor.article, anchor.article), anchor.natural): identifier
        for anchor, identifier in before.anchors[kind].items()
    }
    links.update(
        (anchored[anchor], identifier) for anchor, identifier in after.anchors[kind].items() if anchor in anchored
    )
    return match(old, new, links)


def _formers(before: Archive, after: Archive, kind: str) -> dict[tuple[str, str], int]:
    """What either side says that ids of the other were, in both directions."""
    told = dict.fromkeys(former_ids(after, kind).items(), _SAID)
    return told | {(new, old): _SAID for old, new in former_ids(before, kind).items()}


def former_ids(archive: Archive, kind: str) -> Mapping[str, str]:
    """Ids that lead to others of `kind` -> those."""
    if kind == "timeline":
        return {old: entry.id for entry in archive.entries.values() for old in entry.former}
    return archive.former[kind]
