"""The two archives that are compared, and who is who in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from builder.archive.account import Archive
from builder.changes.identity import Matching, match_articles, match_things
from builder.problems import Problem


@dataclass(frozen=True, slots=True)
class Side:
    """An archive, and everything that is wrong with its content."""

    archive: Archive
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Sides:
    """`matched` by kind of address: "articles" and those of `content.ledger.KINDS`."""

    before: Side
    after: Side
    matched: Mapping[str, Matching]

    def now(self, kind: str, identifier: str) -> str:
        """What a thing of before is called now; of what was joined with another, that one's id; else its own."""
        matching = self.matched.get(kind)
        if matching is None:
            return identifier
        joined = matching.removed.get(identifier, ())
        return matching.pairs.get(identifier, joined[0] if len(joined) == 1 else identifier)


def face(before: Side, after: Side) -> Sides:
    """Both sides, with each thing of the one known in the other."""
    articles = match_articles(before.archive, after.archive)
    things = {kind: match_things(before.archive, after.archive, kind, articles) for kind in after.archive.anchors}
    return Sides(before, after, {"articles": articles, **things})
