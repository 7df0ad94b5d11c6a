"""Names that are new and like known ones, and those that were taken for known ones."""

from __future__ import annotations

from collections.abc import Iterator

from builder.archive.account import Archive
from builder.archive.actors.suggestions import suggest_same
from builder.archive.citations import Citation
from builder.archive.spelling import is_abbreviation
from builder.changes.model import Matter
from builder.changes.portraits import evidence_of
from builder.changes.sides import Sides
from builder.reading.folding import fold


def find_near_names(sides: Sides) -> Iterator[Matter]:
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


def find_new_spellings(sides: Sides) -> Iterator[Matter]:
    """Names that articles write in a way that is new, and that the machine took for somebody known."""
    before, after = sides.before.archive, sides.after.archive
    for old, new in sides.matched["actors"].pairs.items():
        actor = after.actors[new]
        vouched = (actor.curated.data.name, *actor.curated.data.aliases) if actor.curated else ()
        known = {fold(form) for form in (before.actors[old].name, *before.actors[old].forms, *vouched)}
        words = {word for form in known for word in form.split()}
        for form in dict.fromkeys((actor.name, *actor.forms)):
            # "Solheim" of "Ingrid Solheim" is no other spelling; what "ISF" stands for, its article says.
            if fold(form) not in known and not set(fold(form).split()) <= words and not is_abbreviation(form):
                cited = next((c for c in actor.mentions if _is_written(after, c, form)), None)
                evidence = (evidence_of(after, cited),) if cited else ()
                says = f"“{form}” is read as {before.actors[old].name}, who was not written so before."
                yield Matter("spelling", says, actor.curated.path if actor.curated else None, evidence)


def _is_written(archive: Archive, citation: Citation, form: str) -> bool:
    return fold(archive.words(citation)) == fold(form)
