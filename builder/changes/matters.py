"""What somebody should decide before a change is taken in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import get_args

from builder.archive.account import Archive
from builder.archive.actors.suggestions import suggest_same
from builder.changes.conflicts import find_conflicts
from builder.changes.model import Addresses, Evidence, KindChanges, Matter, MatterKind, Moved
from builder.changes.portraits import evidence_of
from builder.changes.portraits.articles import RIGHTS
from builder.changes.sides import Side, Sides
from builder.content.article import Article
from builder.pages.citing import outlet_and_day
from builder.problems import Problem

_ORDER: tuple[str, ...] = get_args(MatterKind)


def find_matters(sides: Sides, kinds: Sequence[KindChanges], addresses: Addresses) -> tuple[Matter, ...]:
    """The most pressing first, see `model.MatterKind`; those of one kind in the order in which they were found."""
    found = [
        *_new_problems(sides),
        *_broken(addresses),
        *find_conflicts(sides),
        *_near_names(sides),
        *_rights(sides),
        *_copies(sides),
        *_joined_and_split(kinds),
        *_idle_files(sides),
    ]
    return tuple(sorted(found, key=lambda matter: _ORDER.index(matter.kind)))


def find_mended(sides: Sides) -> tuple[str, ...]:
    """The problems that there were and are no more."""
    return tuple(str(problem) for problem in _unknown(sides.before, sides.after))


def _new_problems(sides: Sides) -> Iterator[Matter]:
    for problem in _unknown(sides.after, sides.before):
        yield Matter(problem.severity, problem.advice, f"{problem.path}:{problem.line}:{problem.column}")


def _unknown(here: Side, there: Side) -> list[Problem]:
    """Problems of the one side that the other does not have, wherever in their files they stand."""
    known = Counter((problem.path, problem.code, problem.message) for problem in there.problems)
    found = []
    for problem in sorted(here.problems):
        key = (problem.path, problem.code, problem.message)
        if known[key]:
            known[key] -= 1
        else:
            found.append(problem)
    return found


def _broken(addresses: Addresses) -> Iterator[Matter]:
    for address in addresses.broken:
        yield Matter("address", f"{address} was published and would lead nowhere.", None)


def _near_names(sides: Sides) -> Iterator[Matter]:
    """Pairs that look alike of which one is new, or by a new name of one."""
    known = {
        frozenset(sides.now("actors", actor.id) for actor in (pair.one, pair.other))
        for pair in suggest_same(sides.before.archive.actors.values())
    }
    archive = sides.after.archive
    for pair in suggest_same(archive.actors.values()):
        if frozenset((pair.one.id, pair.other.id)) not in known:
            path = next((actor.curated.path for actor in (pair.one, pair.other) if actor.curated), None)
            says = f"{pair.one.name} and {pair.other.name} may be one: {pair.reason}"
            yield Matter("name", says, path, tuple(evidence_of(archive, context) for context in pair.contexts))


def _rights(sides: Sides) -> Iterator[Matter]:
    """Texts of others that come in: shown by a licence that the file names, or kept in the repository without one."""
    then = {now: old for old, now in sides.matched["articles"].pairs.items()}
    for identifier, reading in sides.after.archive.readings.items():
        article = reading.article
        old = sides.before.archive.readings.get(then.get(identifier, ""))
        if article.text == "summary" or (old is not None and _claim(old.article) == _claim(article)):
            continue
        named = RIGHTS.get(article.rights, article.rights)
        where = f", documented at {article.rights_url}" if article.rights_url else ""
        says = (
            f"The whole text of “{article.title}” will be shown, as its file gives the rights {named}{where}. "
            f"Does the outlet say so? {article.url}"
            if article.may_be_shown
            else f"The file of “{article.title}” holds the original's text, {named}: the site quotes from it within "
            "the limits, but whoever can see the repository can read it whole."
        )
        yield Matter("rights", says, article.path)


def _claim(article: Article) -> tuple[object, ...]:
    return article.text, article.rights, article.rights_url


def _copies(sides: Sides) -> Iterator[Matter]:
    """Articles that are new and have the text of another."""
    archive = sides.after.archive
    for identifier in archive.readings:
        others = archive.sources.copies_of(identifier)
        if identifier in sides.matched["articles"].added and others:
            article = archive.readings[identifier].article
            named = "; ".join(outlet_and_day(archive, other) for other in others)
            yield Matter(
                "copy", f"“{article.title}” has the text of {named}: it counts as no source of its own.", article.path
            )


def _joined_and_split(kinds: Iterable[KindChanges]) -> Iterator[Matter]:
    for one in kinds:
        for moved in one.removed:
            if moved.others:
                yield Matter("merged", f"{_called(moved)} is now part of {_enumerated(moved)}.", *_shown(moved))
        for moved in one.added:
            if moved.others:
                yield Matter("split", f"{_called(moved)} is now apart from {_enumerated(moved)}.", *_shown(moved))


def _called(moved: Moved) -> str:
    nouns = {"article": "The article", "entry": "The entry", "round": "The round", "term": "The term"}
    noun = nouns.get(moved.thing.kind, "The actor")
    return f"{noun} “{moved.thing.label}”"


def _enumerated(moved: Moved) -> str:
    return ", ".join(f"“{other.label}”" for other in moved.others)


def _shown(moved: Moved) -> tuple[str | None, tuple[Evidence, ...]]:
    files = (moved.thing.path, *(other.path for other in moved.others))
    return next((path for path in files if path), None), moved.thing.evidence[:1]


def _idle_files(sides: Sides) -> Iterator[Matter]:
    """Editors' files that articles told of, and tell of no more."""
    tells = {(kind, identifier): (path, reports) for kind, identifier, path, reports in _kept(sides.after.archive)}
    for kind, identifier, path, reports in _kept(sides.before.archive):
        now = tells.get((kind, sides.now(kind, identifier)))
        if reports and now is not None and not now[1]:
            yield Matter("editor", "No article tells any more of what this file is about.", now[0] or path)


def _kept(archive: Archive) -> Iterator[tuple[str, str, str, int]]:
    """Of each thing that editors keep a file about: kind, id, the file, and how many reports there are."""
    for actor in archive.actors.values():
        if actor.curated:
            yield "actors", actor.id, actor.curated.path, len(actor.mentions)
    for round_ in archive.rounds.values():
        if round_.curated:
            yield "rounds", round_.id, round_.curated.path, len(round_.reports)
    for term in archive.terms.values():
        if term.curated:
            yield "glossary", term.id, term.curated.path, len(term.uses)
    for entry in archive.entries.values():
        if entry.curated:
            yield "timeline", entry.id, entry.curated.path, len(entry.reports)
