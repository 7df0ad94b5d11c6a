"""Articles: front matter, validated, and the body with its source positions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import ConfigDict, Field, model_validator
from pydantic.config import JsonDict

from builder.content.corrections import Correction
from builder.content.front_matter import Metadata, read_metadata, split_front_matter
from builder.content.markdown import prose_of, refuse_body
from builder.content.nearest import nearest_piece
from builder.content.records import Wanted
from builder.content.references import Reference, placed_references
from builder.content.values import Address, Day, Identifier, Language, Line, Moment, Name, day_of
from builder.content.yaml_nodes import Node, find_location, plain
from builder.problems import Problem, first_few
from builder.text import Location, locate

Rights = Literal["public-domain", "CC-BY-4.0", "CC-BY-SA-4.0", "permission", "all-rights-reserved"]


def _says(key: str, value: str) -> JsonDict:
    """The JSON Schema of what has `value` under `key`."""
    return {"properties": {key: {"const": value}}, "required": [key]}


class ArticleMetadata(Metadata):
    """The front matter of `content/articles/**/*.md`."""

    model_config = ConfigDict(
        json_schema_extra={
            "allOf": [
                {"if": _says("text", "full"), "then": {"required": ["rights"]}},
                {"if": _says("rights", "permission"), "then": {"required": ["rights_url"]}},
            ]
        }
    )

    title: Line = Field(description="the headline as published")
    url: Address = Field(description="the address of the original")
    publisher: Name = Field(description="the outlet")
    published: Moment = Field(description="day of publication, YYYY-MM-DD, or date-time with offset")
    agency: Name | None = Field(None, description="the news agency whose text it is, where that is another's")
    authors: tuple[Name, ...] = Field((), description="names as printed")
    language: Language = Field("en", description="BCP 47 tag of the body's language")
    accessed: Day | None = Field(None, description="day on which the original was read")
    archive_url: Address | None = Field(None, description="address of an archived copy")
    submitted_by: Name | None = Field(None, description="who added it")
    text: Literal["summary", "full"] = Field("summary", description="own words, or the original's text")
    rights: Rights | None = Field(None, description="what may be done with the text; required with 'text: full'")
    rights_url: Address | None = Field(None, description="where a permission is documented")
    formerly: tuple[Identifier, ...] = Field((), description="names its file had before; their addresses lead here")
    corrections: tuple[Correction, ...] = Field((), description="what the machine got wrong")

    @model_validator(mode="after")
    def _has_rights(self) -> Self:
        if self.text == "full" and self.rights is None:
            raise ValueError(
                "the key 'rights' is missing, which 'text: full' needs | Add 'rights: all-rights-reserved' "
                "unless the outlet says otherwise; the text is then read but not republished"
            )
        if self.rights == "permission" and self.rights_url is None:
            raise ValueError("'rights: permission' needs the key 'rights_url' | Add where the permission can be read")
        return self


@dataclass(frozen=True, slots=True)
class Article:
    """`path` is relative to the content folder's parent; `prose` is `body` with all markup blanked: offsets agree.

    `corrections_at` tells where in the file each of `corrections` stands.
    """

    id: str
    path: str
    title: str
    url: str
    publisher: str
    published: date
    agency: str | None
    authors: tuple[str, ...]
    language: str
    accessed: str | None
    archive_url: str | None
    submitted_by: str | None
    text: Literal["summary", "full"]
    rights: Rights | None
    rights_url: str | None
    formerly: tuple[str, ...]
    corrections: tuple[Correction, ...]
    corrections_at: tuple[Location, ...]
    body: str
    prose: str

    @property
    def page(self) -> str:
        """What tells originals apart: neither http nor https, nor a closing slash, nor a place on the page."""
        parts = urlsplit(self.url)
        return f"{parts.netloc.lower()}{parts.path.rstrip('/')}?{parts.query}"

    @property
    def may_be_shown(self) -> bool:
        """Whether the whole text may stand on the site: own words, or a licence or permission that allows it."""
        return self.text == "summary" or self.rights != "all-rights-reserved"


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """An article, or None and what is wrong; `wanted` are the actors that its corrections name, good or bad."""

    article: Article | None
    problems: tuple[Problem, ...] = ()
    wanted: tuple[Wanted, ...] = ()


def parse_article(path: str, identifier: str, text: str) -> tuple[Article | None, list[Problem]]:
    """The article in the file `path` whose content is `text`, or None and what is wrong with it by itself."""
    parsed = parse_article_file(path, identifier, text)
    return parsed.article, list(parsed.problems)


def parse_article_file(path: str, identifier: str, text: str) -> ArticleFile:
    """The same, with what other files must say for it to be right."""
    parts = split_front_matter(path, text)
    if isinstance(parts, Problem):
        return ArticleFile(None, (parts,))
    data, node, problems = read_metadata(path, parts.yaml, parts.yaml_line, ArticleMetadata)
    unsafe = refuse_body(path, text, parts.body_offset)
    problems += unsafe
    prose = "" if unsafe else prose_of(parts.body)
    if not parts.body.strip():
        where = locate(text, len(text))
        problems.append(
            Problem(
                path, where.line, where.column, "body-missing", "there is no text below the front matter",
                "Tell there in 120 to 300 words of your own what the article reports",
            )
        )  # fmt: skip
    if node is not None and not unsafe:
        problems += first_few(path, _unmatched_corrections(path, node, parts.body, prose))
    wanted = _actors_in_corrections(node) if node is not None else ()
    if data is None or problems:
        return ArticleFile(None, tuple(problems), wanted)
    return ArticleFile(
        Article(
            id=identifier,
            path=path,
            title=data.title,
            url=data.url,
            publisher=data.publisher,
            published=day_of(data.published),
            agency=data.agency,
            authors=data.authors,
            language=data.language,
            accessed=data.accessed,
            archive_url=data.archive_url,
            submitted_by=data.submitted_by,
            text=data.text,
            rights=data.rights,
            rights_url=data.rights_url,
            formerly=data.formerly,
            corrections=data.corrections,
            corrections_at=tuple(
                find_location(node, ("corrections", index, "text")) for index in range(len(data.corrections))
            )
            if node is not None
            else (),
            body=parts.body,
            prose=prose,
        ),
        wanted=wanted,
    )


def _unmatched_corrections(path: str, node: Node, body: str, prose: str) -> Iterator[Problem]:
    for index, correction in _corrections(node):
        piece = correction.get("text")
        if not isinstance(piece, str) or not piece.strip() or piece.strip() in prose:
            continue
        where = find_location(node, ("corrections", index, "text"))
        if piece.strip() in body:
            found = f"the correction's text '{piece[:60]}' holds Markdown marks, an address or code"
            hint = "Give words that a reader sees, without such marks between or around them"
        else:
            found = f"the correction's text '{piece[:60]}' does not occur in the article"
            hint = "Copy the words exactly as they stand in the text, from within one line, or delete the correction"
            near = nearest_piece(piece, prose)
            hint = f"Did you mean '{near}'? {hint}" if near else hint
        yield Problem(path, where.line, where.column, "correction-unmatched", found, hint)


def _actors_in_corrections(node: Node) -> tuple[Wanted, ...]:
    named = ((index, correction.get("actor")) for index, correction in _corrections(node))
    return placed_references(
        node, [Reference(("corrections", n, "actor"), "actors", actor) for n, actor in named if isinstance(actor, str)]
    )


def _corrections(node: Node) -> Iterator[tuple[int, dict[str, object]]]:
    """The corrections as far as they are 'key: value' lines: a mistake elsewhere must not hide those in here."""
    data = plain(node)
    corrections = data.get("corrections") if isinstance(data, dict) else None
    for index, correction in enumerate(corrections if isinstance(corrections, list) else ()):
        if isinstance(correction, dict):
            yield index, correction
