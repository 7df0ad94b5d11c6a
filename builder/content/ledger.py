"""The ledger of ids: `content/identifiers/<article id>.yml`, under which ids an article's things have been published.

One file an article, so that two changes never meet in one; each thing on a line of its own:

    actors:
      ingrid-solheim: ingrid-solheim
      solheim: [ingrid-solheim, solheim]

Before the colon stands what the article alone would call a thing; behind it the id that the thing has, in a list also
those that it had before. Only `explainer identify` writes such files; where there are none, nothing is missing but
memory.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field

from builder.content.front_matter import Metadata, read_metadata
from builder.content.identifiers import identifier_of
from builder.content.values import MAX_IDENTIFIER
from builder.problems import Problem

KINDS = ("actors", "glossary", "rounds", "timeline")
"""Whose ids are kept, called as the folders of their addresses are."""

_IDENTIFIER = r"[a-z0-9]+(?:-[a-z0-9]+)*"
# The form in which `write_ledger` writes: read line by line, in a tenth of the time that YAML takes.
_WORD = rf'(?:{_IDENTIFIER}|"{_IDENTIFIER}")'
_LINE = re.compile(rf"  ({_WORD}): (?:({_WORD})|\[({_WORD}(?:, {_WORD})+)\])")
_MEND = "Take back what was changed in this file by hand; 'explainer identify' writes it"
# YAML reads these as something else than text.
_QUOTED = re.compile(r"null|true|false|yes|no|on|off|y|n|[0-9-]+(?:e[0-9]+)?|0[xob][0-9a-f]+")


class Anchor(NamedTuple):
    """Where a thing would get which id if there were no other article."""

    article: str
    natural: str


Recorded = Mapping[Anchor, tuple[str, ...]]
"""The ids that were published: by article and natural id the id of now, then those of before."""

Ledger = Mapping[str, Recorded]
"""What is recorded, by kind; every one of KINDS is there."""


def no_ledger() -> Ledger:
    return {kind: {} for kind in KINDS}


def _published(value: str) -> str:
    if not re.fullmatch(_IDENTIFIER, value) or len(value) > MAX_IDENTIFIER:
        raise ValueError(f"'{value[:60]}' is no id of an address | {_MEND}")
    return value


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


_Id = Annotated[
    str,
    AfterValidator(_published),
    Field(json_schema_extra={"pattern": f"^{_IDENTIFIER}$", "maxLength": MAX_IDENTIFIER}),
]
_Ids = Annotated[
    tuple[_Id, ...], BeforeValidator(_listed, json_schema_input_type=_Id | Sequence[_Id]), Field(min_length=1)
]
_Lines = Annotated[
    dict[_Id, _Ids],
    Field(
        description="by what the article alone would call each: the id it has, then those that it had before",
        json_schema_extra={"additionalProperties": False},
    ),
]


class LedgerMetadata(Metadata):
    """A file of `content/identifiers/`."""

    actors: _Lines = Field(default_factory=dict)
    glossary: _Lines = Field(default_factory=dict)
    rounds: _Lines = Field(default_factory=dict)
    timeline: _Lines = Field(default_factory=dict)


def parse_ledger_file(path: str, text: str) -> tuple[LedgerMetadata | None, list[Problem]]:
    """The file `path` whose content is `text`, or None and what is wrong with it."""
    article = PurePosixPath(path).stem
    if identifier_of(article) != article:
        return None, [Problem(path, 1, 1, "name", "the file's name is no article's id", _MEND)]
    written = _read_as_written(text)
    if written is not None:
        return written, []
    data, _, problems = read_metadata(path, text, 1, LedgerMetadata)
    return data, problems


def _read_as_written(text: str) -> LedgerMetadata | None:
    """The file, if it is as the command left it."""
    sections: dict[str, dict[str, tuple[str, ...]]] = {}
    lines: dict[str, tuple[str, ...]] | None = None
    for row in text.splitlines():
        match = _LINE.fullmatch(row)
        if match is None:
            kind = row.removesuffix(":")
            if kind == row or kind not in KINDS or kind in sections:
                return None
            lines = sections[kind] = {}
            continue
        natural, one, several = match.groups()
        ids = tuple(_word(word) for word in (one or several).split(", "))
        if lines is None or None in ids or (key := _word(natural)) is None or key in lines:
            return None
        lines[key] = tuple(identifier for identifier in ids if identifier is not None)
    return LedgerMetadata.model_construct(None, **sections)


def _word(written: str) -> str | None:
    """What stands there; None for what YAML might take for something else, or is too long."""
    word = written.strip('"')
    return word if len(word) <= MAX_IDENTIFIER and (word != written or not _QUOTED.fullmatch(word)) else None


def gather_ledger(files: Mapping[str, LedgerMetadata]) -> Ledger:
    """What the files of `identifiers/` record together; by article id."""
    ledger: dict[str, dict[Anchor, tuple[str, ...]]] = {kind: {} for kind in KINDS}
    for article, data in files.items():
        for kind in KINDS:
            lines: Mapping[str, tuple[str, ...]] = getattr(data, kind)
            ledger[kind].update({Anchor(article, natural): ids for natural, ids in lines.items()})
    return ledger


def follow_renamed(ledger: Ledger, names: Mapping[str, str]) -> Ledger:
    """`ledger` with what is recorded of articles that have another id now under that: `names`, former id -> id."""
    followed: dict[str, Recorded] = {}
    for kind, recorded in ledger.items():
        moved = dict(recorded)
        for anchor in sorted(recorded):
            if anchor.article in names:
                now = Anchor(names[anchor.article], anchor.natural)
                moved[now] = tuple(dict.fromkeys((*moved.get(now, ()), *moved.pop(anchor))))
        followed[kind] = moved
    return followed


def update_ledger(ledger: Ledger, anchors: Mapping[str, Mapping[Anchor, str]]) -> Ledger:
    """`ledger` with the ids that things have now before those that they had. Nothing is ever taken out."""
    updated: dict[str, Recorded] = {}
    for kind in KINDS:
        lines = dict(ledger[kind])
        for anchor, identifier in anchors.get(kind, {}).items():
            lines[anchor] = tuple(dict.fromkeys((identifier, *lines.get(anchor, ()))))
        updated[kind] = lines
    return updated


def write_ledger(ledger: Ledger) -> Mapping[str, str]:
    """The text of each article's file, by article id; sorted, and the same whatever the order of `ledger`."""
    texts: dict[str, list[str]] = {}
    for kind in KINDS:
        begun = set()
        for anchor in sorted(ledger[kind]):
            lines = texts.setdefault(anchor.article, [])
            if anchor.article not in begun:
                begun.add(anchor.article)
                lines.append(f"{kind}:\n")
            lines.append(f"  {_scalar(anchor.natural)}: {_value(ledger[kind][anchor])}\n")
    return {article: "".join(texts[article]) for article in sorted(texts)}


def _value(ids: Sequence[str]) -> str:
    written = [_scalar(identifier) for identifier in ids]
    return written[0] if len(written) == 1 else f"[{', '.join(written)}]"


def _scalar(identifier: str) -> str:
    return f'"{identifier}"' if _QUOTED.fullmatch(identifier) else identifier
