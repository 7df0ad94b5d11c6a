"""For whom people speak: the bodies that they belong to, and those that these are part of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Belonging:
    """`bodies` maps actors to those that they directly belong to, by an editor's word or a reported role."""

    bodies: Mapping[str, tuple[str, ...]]

    def above(self, actor: str) -> tuple[str, ...]:
        """The actor and all that it belongs to, itself first."""
        found = [actor]
        for one in found:
            found += [body for body in self.bodies.get(one, ()) if body not in found]
        return tuple(found)

    def side_of(self, person: str, parties: Iterable[str]) -> str | None:
        """The one of the parties that a person belongs to; None where that is none, or several."""
        sides = set(self.above(person)) & set(parties)
        return next(iter(sides)) if len(sides) == 1 else None

    def speaks_for(self, person: str) -> str | None:
        """The body at the top of those that a person belongs to; None where there is none, or no single one."""
        tops = [body for body in self.above(person)[1:] if not self.bodies.get(body)]
        return tops[0] if len(tops) == 1 else None
