"""What somebody should decide before a change is taken in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import get_args

from builder.archive.account import Archive
from builder.archive.actors import Actor
from builder.archive.actors.suggestions import suggest_same
from builder.archive.citations import Citation
from builder.archive.glossary import Term
from builder.archive.naming import fold
from builder.archive.rounds import Round
from builder.archive.timeline import TimelineEntry
from builder.changes.addresses import address_of
from builder.changes.conflicts import find_conflicts
from builder.changes.model import Addresses, Evidence, KindChanges, Matter, MatterKind, Moved
from builder.changes.portraits import evidence_of
from builder.changes.portraits.articles import RIGHTS
from builder.changes.sides import Side, Sides
from builder.content.article import Article
from builder.pages.citing import outlet_and_day
from builder.problems import Problem

_ORDER: tuple[str, ...] = get_args(MatterKind)
_NAMED = 10
"""Addresses that a sentence enumerates."""


def find_matters(sides: Sides, kinds: Sequence[KindChanges], addresses: Addresses) -> tuple[Matter, ...]:
    """The most pressing first, see `model.MatterKind`; those of one kind in the order in which they were found."""
    found = [
        *_new_problems(sides),
        *_broken(sides, addresses),
        *find_conflicts(sides),
        *_near_names(sides),
        *_new_spellings(sides),
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


def _broken(sides: Sides, addresses: Addresses) -> Iterator[Matter]:
    """One by one where the thing is still there and its file can name the id that it had; the others together."""
    broken = set(addresses.broken)
    for kind, matching in sides.matched.items():
        for old in sorted({*matching.pairs, *matching.removed}):
            new, address = sides.now(kind, old), address_of(kind, old)
            if new != old and address in broken:
                broken.discard(address)
                path = _file_of(sides.after.archive, kind, new)
                todo = f"Write 'formerly: [{old}]' " + ("there" if path else f"into an editor's file about '{new}'")
                yield Matter(
                    "address", f"{address} would lead nowhere; it is {address_of(kind, new)} now. {todo}.", path
                )
    rest = [address for address in addresses.broken if address in broken]
    if rest:
        more = f" and {len(rest) - _NAMED} more" if len(rest) > _NAMED else ""
        says = (
            f"Nothing is told any more at {', '.join(rest[:_NAMED])}{more}, and no record says that it was: links to "
            "it would break. What 'explainer identify' recorded before the change says that it is gone."
        )
        yield Matter("address", says, None)


def _file_of(archive: Archive, kind: str, identifier: str) -> str | None:
    if kind == "articles":
        return archive.readings[identifier].article.path
    things: Mapping[str, Mapping[str, Actor | Round | Term | TimelineEntry]] = {
        "actors": archive.actors,
        "rounds": archive.rounds,
        "glossary": archive.terms,
        "timeline": archive.entries,
    }
    curated = things[kind][identifier].curated
    return curated.path if curated else None


def _new_spellings(sides: Sides) -> Iterator[Matter]:
    """Names that articles write in a way that is new, and that the machine took for somebody known."""
    before, after = sides.before.archive, sides.after.archive
    for old, new in sides.matched["actors"].pairs.items():
        actor = after.actors[new]
        vouched = (actor.curated.data.name, *actor.curated.data.aliases) if actor.curated else ()
        known = {fold(form) for form in (before.actors[old].name, *before.actors[old].forms, *vouched)}
        words = {word for form in known for word in form.split()}
        for form in dict.fromkeys((actor.name, *actor.forms)):
            # "Solheim" of "Ingrid Solheim" is no other spelling.
            if fold(form) not in known and not set(fold(form).split()) <= words:
                cited = next((c for c in actor.mentions if _is_written(after, c, form)), None)
                evidence = (evidence_of(after, cited),) if cited else ()
                says = f"“{form}” is read as {before.actors[old].name}, who was not written so before."
                yield Matter("spelling", says, actor.curated.path if actor.curated else None, evidence)


def _is_written(archive: Archive, citation: Citation, form: str) -> bool:
    return fold(citation.span.of(archive.reading(citation).article.prose)) == fold(form)


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
