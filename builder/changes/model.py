"""The account of a change: plain data, of which the report for people and that for scripts are made.

Texts in it are as contributors wrote them, and may be hostile: who prints them escapes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["article", "actor", "round", "term", "entry", "quote"]
KINDS: tuple[Kind, ...] = ("article", "entry", "round", "actor", "term", "quote")
"""In the order in which a report tells of them."""

MatterKind = Literal[
    "error",
    "address",
    "conflict",
    "double",
    "name",
    "spelling",
    "rights",
    "copy",
    "merged",
    "split",
    "editor",
    "warning",
]
"""Why somebody should decide, the most pressing first: a file that is left out; an address that would lead nowhere;
sources that differ; a new entry that may be a known one under another date; names that may be one; a new spelling that
was taken for a known name; a text of others that is shown, or kept, by a right that is to be checked; a copy of another
article; what were several is one, and one several; an editor's file without effect; a doubt about a file."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where something stands: the article, its file, outlet and day, and which sentence of it, counted from 1.

    `words` is None where rights keep them back.
    """

    article: str
    path: str
    outlet: str
    published: date
    sentence: int | None
    words: str | None


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that the site tells of. `path` is the article's or the editor's file; machine-read things have none.

    `reports` are how many articles tell of it, `evidence` the first few of them.
    """

    kind: Kind
    id: str
    label: str
    path: str | None
    reports: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """One of the values of an aspect, as a reader sees it."""

    shown: str
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """What an aspect of a thing ("status", "named in") had that it has no more, and what it has now."""

    aspect: str
    gone: tuple[Value, ...]
    new: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """A thing before and after; a renamed one has two ids."""

    before: Thing
    after: Thing
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """A thing that is there on one side only; `others` are those of the other side that have what it had."""

    thing: Thing
    others: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class KindChanges:
    """Everything of one kind that is new, gone or not as it was, in the order of the site; ids tell ties apart."""

    kind: Kind
    added: tuple[Moved, ...]
    removed: tuple[Moved, ...]
    changed: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class Matter:
    """Something for a person to decide; `path` is the file that it is about, with line and column where known."""

    kind: MatterKind
    says: str
    path: str | None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """Something that readers will find at once."""

    says: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation:
    """How much is shown of an article whose text is somebody's: of at most `most_words` and `most_passages`."""

    title: str
    path: str
    passages: int
    most_passages: int
    words: int
    most_words: int


@dataclass(frozen=True, slots=True)
class Addresses:
    """What becomes of addresses that led to something: `broken` lead nowhere now, `gone` say that what they told of is
    gone, `moved` lead to where it is now. Addresses are as on the site, "actors/jane-doe/"; an entry's is its anchor.
    """

    broken: tuple[str, ...]
    gone: tuple[str, ...]
    moved: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """The whole account, `kinds` in the order of KINDS. `mended` are problems that there were and are no more."""

    kinds: tuple[KindChanges, ...]
    matters: tuple[Matter, ...]
    notes: tuple[Note, ...]
    quotations: tuple[Quotation, ...]
    addresses: Addresses
    mended: tuple[str, ...]

    def of(self, kind: Kind) -> KindChanges:
        return self.kinds[KINDS.index(kind)]

    @property
    def is_empty(self) -> bool:
        told = any(one.added or one.removed or one.changed for one in self.kinds)
        return not (told or self.matters or self.notes or self.mended or self.addresses.broken or self.addresses.gone)
