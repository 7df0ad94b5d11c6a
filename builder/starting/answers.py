"""What the maintainer of a new archive decides."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from packaging.requirements import InvalidRequirement, Requirement
from pydantic import TypeAdapter, ValidationError

from builder.content.curated import ActorKind
from builder.content.identifiers import identifier_of
from builder.content.values import Address, Language, Line

Licence = Literal["CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", "none"]
LICENCES: tuple[Licence, ...] = get_args(Licence)
KINDS: tuple[ActorKind, ...] = get_args(ActorKind)

_ROUND_WORD = re.compile(r"[a-z]+")
_OTHER_KINDS = {"organization": "organisation", "country": "state"}
_LONGEST_NAME = 120
"""Characters of a name that stands at the top of every page."""


@dataclass(frozen=True, slots=True)
class Party:
    """Who negotiates. Nothing but its name and what sort of actor it is: the articles tell the rest."""

    name: str
    kind: ActorKind

    @property
    def id(self) -> str:
        return identifier_of(self.name)


@dataclass(frozen=True, slots=True)
class Answers:
    """All that a new archive's files depend on. Every text is one line of what can be seen, as `read_…` below gives it.

    `topic` names the negotiation within a sentence; `languages` are BCP 47 tags, those of the sources; `requirement` is
    what pip is told to install Explainer.
    """

    name: str
    topic: str
    maintainer: str
    licence: Licence
    requirement: str
    parties: tuple[Party, ...] = ()
    round_words: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en",)
    site_url: str | None = None
    repo_url: str | None = None


def read_line(text: str) -> str:
    """`text` as one visible line. Raises ValueError like all below, with a sentence: what was found, what to do."""
    if not text.strip():
        raise ValueError("it is empty. Write something")
    line: str = _valid(_LINE, text)
    if len(line) > _LONGEST_NAME:
        raise ValueError(f"it is {len(line)} characters long. Keep it under {_LONGEST_NAME}")
    return line


def read_printed(text: str) -> str:
    """A line that themes print as it is, in the text and in the attributes of a page."""
    line = read_line(text)
    for character in '<>"':
        if character in line:
            raise ValueError(f"it holds {character}, which a page would take for HTML. Write it without")
    return line


def read_address(text: str) -> str:
    """A web address, without the slashes at its end."""
    address: str = _valid(_ADDRESS, text.strip())
    return address.rstrip("/")


def read_language(text: str) -> str:
    language: str = _valid(_LANGUAGE, text.strip())
    return language


def read_party(text: str) -> Party:
    """ "organisation: Nurses' Council": the kind, a colon, the name."""
    word, colon, name = text.partition(":")
    kind = word.strip().lower()
    kind = _OTHER_KINDS.get(kind, kind)
    known = next((known for known in KINDS if known == kind), None)
    if not colon or known is None:
        raise ValueError(
            f"'{text.strip()[:80]}' does not begin with a kind and a colon. "
            f"Write one of {', '.join(KINDS)}, then ':' and the name, such as 'organisation: Harbour Council'"
        )
    party = Party(read_line(name), known)
    if not party.id:
        raise ValueError(f"'{party.name}' holds no letter or digit. Write the name as articles do")
    return party


def refuse_alike(parties: Iterable[Party]) -> None:
    """Raises ValueError where two of `parties` would have the same file."""
    names: dict[str, str] = {}
    for party in parties:
        if party.id in names:
            raise ValueError(
                f"'{party.name}' and '{names[party.id]}' would have the same file, actors/{party.id}.md. "
                "Leave one out, or tell them apart by a word"
            )
        names[party.id] = party.name


def read_round_word(text: str) -> str:
    """One noun, in small letters: the reader of articles looks for single words."""
    word = text.strip().lower()
    if not _ROUND_WORD.fullmatch(word):
        raise ValueError(
            f"'{text.strip()[:40]}' is not a single word of the letters a to z. "
            "Write the noun alone: 'hearing', not 'public hearing'"
        )
    return word


def read_licence(text: str) -> Licence:
    """One of LICENCES, in capital or small letters."""
    word = text.strip()
    for licence in LICENCES:
        if word.casefold() == licence.casefold():
            return licence
    raise ValueError(f"'{word[:40]}' is not among them. Write one of {', '.join(LICENCES)}")


def read_requirement(text: str) -> str:
    """What pip installs: a line of a requirements file, with nothing in it that is an option of pip's."""
    line = read_line(text)
    try:
        return str(Requirement(line))
    except InvalidRequirement:
        raise ValueError(
            f"'{line[:80]}' is nothing that pip can install by name. "
            "Write 'explainer-archive==1.0' or 'explainer-archive @ ' and the address of a repository or wheel"
        ) from None


def default_site_url(repo_url: str) -> str | None:
    """Where the pages of a repository on GitHub or GitLab are published, unless their settings say otherwise.

    https://docs.github.com/pages/getting-started-with-github-pages/what-is-github-pages
    """
    parts = urlsplit(repo_url)
    pages = {"github.com": "github.io", "gitlab.com": "gitlab.io"}.get(parts.hostname or "")
    owner, _, project = parts.path.strip("/").removesuffix(".git").partition("/")
    if pages is None or not owner or not project or "/" in project:
        return None
    home = f"{owner.lower()}.{pages}"
    return f"https://{home}" if project.lower() == home else f"https://{home}/{project}"


_LINE: TypeAdapter[str] = TypeAdapter(Line)
_ADDRESS: TypeAdapter[str] = TypeAdapter(Address)
_LANGUAGE: TypeAdapter[str] = TypeAdapter(Language)


def _valid(kind: TypeAdapter[str], text: str) -> Any:
    try:
        return kind.validate_python(text)
    except ValidationError as error:
        found, _, todo = str(error.errors()[0]["ctx"]["error"]).partition(" | ")
        raise ValueError(f"{found}. {todo}") from None
