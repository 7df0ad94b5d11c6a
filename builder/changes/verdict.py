"""A change in one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from builder.changes.model import Changed, Changes, KindChanges
from builder.changes.portraits.actors import NAMED_IN
from builder.changes.portraits.entries import REPORTED_IN
from builder.changes.portraits.terms import USED_IN

Sort = Literal["renamed", "joined", "passing", "changed"]
_PASSING = frozenset((NAMED_IN, USED_IN))
_NOUNS = (
    ("entry", "timeline entry", "timeline entries"),
    ("round", "round", "rounds"),
    ("actor", "name", "names"),
    ("term", "term", "terms"),
    ("quote", "quote", "quotes"),
)


def say_verdict(changes: Changes) -> str:
    """Such as "1 article added: 3 new timeline entries, 1 new name, no possible conflict, no broken address."."""
    if changes.is_empty:
        return "Nothing changes on the site."
    effects = list(_effects(changes)) or ["no change of entries, rounds, names, terms or quotes"]
    articles = ", ".join(_parts("article", "articles", changes.of("article"))) or "No article added, changed or removed"
    return f"{articles}: {', '.join((*effects, *_doubts(changes)))}."


def sort_of(changed: Changed) -> Sort:
    """What is first to be said of a thing that changed: "passing" if it is only named elsewhere too."""
    if is_renamed(changed):
        return "renamed"
    if any(difference.aspect == REPORTED_IN and difference.new for difference in changed.differences):
        return "joined"
    return "passing" if all(difference.aspect in _PASSING for difference in changed.differences) else "changed"


def is_renamed(changed: Changed) -> bool:
    """Whether its id is another; a quote has that of its article."""
    return changed.after.kind != "quote" and changed.before.id != changed.after.id


def counted(number: int, noun: str, nouns: str) -> str:
    return f"{number or 'no'} {noun if number <= 1 else nouns}"


def _parts(noun: str, nouns: str, kind: KindChanges) -> Iterator[str]:
    renamed = sum(is_renamed(one) for one in kind.changed)
    rows = (
        (len(kind.added), "added"),
        (len(kind.changed) - renamed, "changed"),
        (renamed, "renamed"),
        (len(kind.removed), "removed"),
    )
    told = [(number, verb) for number, verb in rows if number]
    for at, (number, verb) in enumerate(told):
        yield f"{counted(number, noun, nouns)} {verb}" if at == 0 else f"{number} {verb}"


def _effects(changes: Changes) -> Iterator[str]:
    for kind, noun, nouns in _NOUNS:
        one = next(some for some in changes.kinds if some.kind == kind)
        sorts = Counter(map(sort_of, one.changed))
        if one.added:
            yield counted(len(one.added), f"new {noun}", f"new {nouns}")
        if sorts["joined"] and kind == "entry":
            yield f"further reports of {counted(sorts['joined'], 'known entry', 'known entries')}"
        others = sorts["changed"] + (sorts["joined"] if kind != "entry" else 0)
        if others:
            yield counted(others, f"changed {noun}", f"changed {nouns}")
        if sorts["renamed"]:
            yield counted(sorts["renamed"], f"renamed {noun}", f"renamed {nouns}")
        if one.removed:
            yield counted(len(one.removed), f"{noun} gone", f"{nouns} gone")


def _doubts(changes: Changes) -> Iterator[str]:
    kinds = [matter.kind for matter in changes.matters]
    if kinds.count("error"):
        yield counted(kinds.count("error"), "error", "errors")
    if kinds.count("warning"):
        yield counted(kinds.count("warning"), "warning", "warnings")
    if kinds.count("name"):
        yield counted(kinds.count("name"), "pair of names that may be one", "pairs of names that may be one")
    yield counted(kinds.count("conflict") + kinds.count("double"), "possible conflict", "possible conflicts")
    yield counted(len(changes.addresses.broken), "broken address", "broken addresses")
