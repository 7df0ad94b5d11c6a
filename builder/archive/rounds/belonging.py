"""For whom people speak: the bodies that they belong to, and those that these are part of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Belonging:
    """`chains` maps actors that belong to some body to themselves and all above them, `spoken_for` to the single top.

    Made once for all actors, as each is asked for with every mention.
    """

    chains: Mapping[str, tuple[str, ...]]
    spoken_for: Mapping[str, str]

    @classmethod
    def of(cls, bodies: Mapping[str, tuple[str, ...]]) -> Belonging:
        """`bodies` maps actors to those that they directly belong to, by an editor's word or a reported role."""
        chains = {actor: _chain(actor, bodies) for actor in bodies}
        tops = {actor: [body for body in chain[1:] if not bodies.get(body)] for actor, chain in chains.items()}
        return cls(chains, {actor: found[0] for actor, found in tops.items() if len(found) == 1})

    def above(self, actor: str) -> tuple[str, ...]:
        """The actor and all that it belongs to, itself first."""
        return self.chains.get(actor) or (actor,)

    def side_of(self, person: str, parties: Iterable[str]) -> str | None:
        """The one of the parties that a person belongs to; None where that is none, or several."""
        sides = set(self.above(person)) & set(parties)
        return next(iter(sides)) if len(sides) == 1 else None

    def speaks_for(self, person: str) -> str | None:
        """The body at the top of those that a person belongs to; None where there is none, or no single one."""
        return self.spoken_for.get(person)


def _chain(actor: str, bodies: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    found = [actor]
    for one in found:
        found += [body for body in bodies.get(one, ()) if body not in found]
    return tuple(found)
