"""Roles: what the article says a person is."""

from __future__ import annotations

from dataclasses import dataclass

from builder.reading.names import Mention
from builder.text import Span


@dataclass(frozen=True, slots=True)
class Role:
    """`span` covers the role as written ("spokesman for U.S. forces in Afghanistan"); `name` is the person's fullest form."""

    span: Span
    name: str


def find_roles(prose: str, sentences: tuple[Span, ...], mentions: tuple[Mention, ...]) -> tuple[Role, ...]:
    return ()
