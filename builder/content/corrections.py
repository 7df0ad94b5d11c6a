"""Corrections: what an editor says about an exact piece of an article, and what the machine then holds to."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import ConfigDict, Field, model_validator

from builder.content.front_matter import Metadata
from builder.content.values import Edtf, Identifier, Piece


class Correction(Metadata):
    """One piece of the body and one thing that is right about it."""

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [
                {"required": ["date"]},
                {"required": ["actor"]},
                {"required": ["not_an_actor"]},
                {"required": ["drop_event"]},
                {"required": ["status"]},
            ]
        }
    )

    text: Piece = Field(description="the exact words of the article that are meant")
    date: Edtf | None = Field(None, description="what the date expression in them means")
    actor: Identifier | None = Field(None, description="the curated actor that the name in them means")
    not_an_actor: bool = Field(False, description="true: the words name nobody")
    drop_event: bool = Field(False, description="true: the statement in them is no event")
    status: Literal["happened", "planned", "alleged", "denied"] | None = Field(
        None, description="the status of the event that they state"
    )

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        said = [self.date, self.actor, self.not_an_actor or None, self.drop_event or None, self.status]
        count = sum(verdict is not None for verdict in said)
        if count != 1:
            found = f"{count} things" if count else "nothing"
            raise ValueError(
                f"this correction says {found} about its 'text', and must say one thing | "
                "Give one of date, actor, not_an_actor, drop_event, status; write a second correction for another"
            )
        return self
