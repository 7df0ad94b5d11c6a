"""Curated entries: what an editor knows about an actor, a round, a term or a place. They overrule the machine."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import ConfigDict, Field, model_validator

from builder.content.front_matter import Metadata
from builder.content.values import Address, Edtf, Identifier, Line, Source

ActorKind = Literal["person", "organisation", "state", "group"]


class CuratedRole(Metadata):
    """What someone was, when, and who says so."""

    role: Line = Field(description="the role as a reader understands it")
    from_: Edtf | None = Field(None, alias="from", description="EDTF date from which")
    until: Edtf | None = Field(None, description="EDTF date until which")
    sources: tuple[Source, ...] = Field(min_length=1, description="article ids or addresses, at least one")


class ActorMetadata(Metadata):
    """The front matter of `content/actors/<id>.md`; the body is the editor's prose."""

    name: Line = Field(description="the fullest common form of the name")
    kind: ActorKind = Field(description="person, organisation, state or group")
    aliases: tuple[Line, ...] = Field((), description="other written forms that mean this actor and no other")
    part_of: tuple[Identifier, ...] = Field((), description="ids of the actors it belongs to or speaks for")
    roles: tuple[CuratedRole, ...] = Field((), description="roles with their periods and sources")
    same_as: tuple[Address, ...] = Field((), description="the same actor elsewhere, such as a Wikidata address")
    distinct_from: tuple[Line, ...] = Field((), description="names like this one that mean somebody else")
    formerly: tuple[Identifier, ...] = Field((), description="ids it had before; their addresses lead here")


class CuratedParticipant(Metadata):
    """Who took part in a round, for whom, as what."""

    actor: Identifier = Field(description="id of a curated actor")
    side: Identifier | None = Field(None, description="id of the party that was represented")
    role: Line | None = Field(None, description="the role in this round")
    sources: tuple[Source, ...] = Field((), description="article ids or addresses")


class CuratedStatement(Metadata):
    """A short statement and who says so."""

    text: Line = Field(description="one sentence")
    sources: tuple[Source, ...] = Field(min_length=1, description="article ids or addresses, at least one")


class RoundMetadata(Metadata):
    """The front matter of `content/rounds/<id>.md`; the body is the editor's summary."""

    title: Line = Field(description="what readers call it")
    period: Edtf = Field(description="EDTF date or interval, such as 2021-07-17/2021-07-18")
    status: Literal["held", "planned", "postponed", "cancelled"] = Field(description="what became of it")
    place: Line | None = Field(None, description="a name of places.yml")
    series: Line | None = Field(None, description="the same words for all rounds of one series")
    parties: tuple[Identifier, ...] = Field((), description="ids of the actors that negotiate")
    host: Identifier | None = Field(None, description="id of the actor on whose ground it is")
    facilitators: tuple[Identifier, ...] = Field((), description="ids of the actors that help")
    number: int | None = Field(None, ge=1, description="which round of its series it is, where a source counts them")
    people: tuple[CuratedParticipant, ...] = Field((), description="who took part")
    agreed: tuple[CuratedStatement, ...] = Field((), description="what was agreed")
    offered: tuple[CuratedStatement, ...] = Field((), description="what one side offered")
    demanded: tuple[CuratedStatement, ...] = Field((), description="what one side demanded")
    disputed: tuple[CuratedStatement, ...] = Field((), description="on what accounts differ")
    sources: tuple[Source, ...] = Field(min_length=1, description="article ids or addresses, at least one")
    formerly: tuple[Identifier, ...] = Field((), description="ids it had before; their addresses lead here")


class TermMetadata(Metadata):
    """The front matter of `content/glossary/<id>.md`; the body is the definition."""

    term: Line = Field(description="the word or phrase")
    aliases: tuple[Line, ...] = Field((), description="other forms that mean exactly this")
    see: tuple[Identifier, ...] = Field((), description="ids of related actors, rounds or terms")
    sources: tuple[Source, ...] = Field((), description="article ids or addresses")
    formerly: tuple[Identifier, ...] = Field((), description="ids it had before; their addresses lead here")


class CuratedOutcome(Metadata):
    """What became of something planned, and who says so."""

    became: Literal["happened", "postponed", "missed", "called off"] = Field(description="what became of it")
    entry: Identifier | None = Field(None, description="id of the timeline entry that tells of it")
    sources: tuple[Source, ...] = Field(min_length=1, description="article ids or addresses, at least one")


class EntryMetadata(Metadata):
    """The front matter of `content/timeline/<id>.md`: an editor's word on a timeline entry.

    The file's name is the entry's id. Where the machine found no such entry, the file is one: it then needs `date`,
    `status`, `sources` and a body. The body tells in the editor's words what happened.
    """

    date: Edtf | None = Field(None, description="when it was, where the reports leave doubt; an EDTF date or interval")
    status: Literal["happened", "said", "planned", "alleged", "denied"] | None = Field(
        None, description="what the reports come to"
    )
    place: Line | None = Field(None, description="a name of places.yml")
    actors: tuple[Identifier, ...] = Field((), description="ids of those in it, where the machine has it wrong")
    same: tuple[Identifier, ...] = Field(
        (), description="ids of entries about the same event: they become one with this"
    )
    apart: tuple[Identifier, ...] = Field((), description="ids of articles whose reports are of something else")
    accounts: tuple[CuratedStatement, ...] = Field(
        (), description="what sources say differently, each with its sources"
    )
    outcome: CuratedOutcome | None = Field(None, description="what became of something planned")
    sources: tuple[Source, ...] = Field((), description="article ids or addresses")
    formerly: tuple[Identifier, ...] = Field((), description="ids it had before; their links lead here")


class NameMetadata(Metadata):
    """A file of `content/names/`: a decision about a name that takes no entry.

    `ignore`: it is neither an actor nor a term, whatever the machine reads; an entry that an editor writes stands.
    `do-not-name`: it appears nowhere, as in the setting `do_not_name`. The file itself is never published.
    """

    name: Line = Field(description="the written form that is meant")
    aliases: tuple[Line, ...] = Field((), description="other written forms that are meant")
    decision: Literal["ignore", "do-not-name"] = Field(description="ignore: nobody and no term; do-not-name: nowhere")
    reason: Line | None = Field(None, description="why, for who comes after")

    @property
    def forms(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


class PlaceMetadata(Metadata):
    """An entry of `content/places.yml`."""

    model_config = ConfigDict(json_schema_extra={"dependentRequired": {"lat": ["lon"], "lon": ["lat"]}})

    name: Line = Field(description="the common English name")
    kind: Literal["city", "province", "country", "region", "site"] = Field(description="what sort of place")
    aliases: tuple[Line, ...] = Field((), description="other written forms")
    country: Line | None = Field(None, description="the country that it lies in")
    lat: float | None = Field(None, ge=-90, le=90, allow_inf_nan=False, description="latitude in degrees north")
    lon: float | None = Field(None, ge=-180, le=180, allow_inf_nan=False, description="longitude in degrees east")

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if (self.lat is None) != (self.lon is None):
            raise ValueError("only one of 'lat' and 'lon' stands here | Give both, or neither")
        return self
