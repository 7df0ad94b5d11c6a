"""What a contributor gives beside the source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from builder.ingest.claims import Claim
from builder.ingest.compose import Values
from builder.ingest.proposal import Proposal


@dataclass(frozen=True, slots=True)
class Request:
    """`claims` overrule the source's; `extra` is front matter that no source can say: rights, who submits it.

    With `full` the source's text becomes the body, else `summary` does: own words, or empty until they are written.
    `stem` is the file's name without '.md', where it is not to be made of day, outlet and headline.
    """

    claims: tuple[Claim, ...] = ()
    extra: Mapping[str, str] | None = None
    summary: str = ""
    full: bool = False
    stem: str | None = None

    def values(self, proposal: Proposal) -> Values:
        """The front matter. `language` is the body's: of a summary only its writer knows it."""
        own_language = any(claim.key == "language" for claim in self.claims)
        values: dict[str, str | tuple[str, ...]] = {}
        for key, claims in proposal.values.items():
            if key == "authors":
                values[key] = tuple(claim.value for claim in claims)
            elif key != "licence" and (key != "language" or self.full or own_language):
                values[key] = claims[0].value
        return {**values, **(self.extra or {}), **({"text": "full"} if self.full else {})}
