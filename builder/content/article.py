"""Articles: front matter, validated, and the body with its source positions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from builder.content.corrections import Correction
from builder.content.front_matter import Metadata, read_metadata, split_front_matter
from builder.content.markdown import prose_of, refuse_body
from builder.content.values import Address, Day, Language, Line, Moment, day_of
from builder.content.yaml_nodes import find_location
from builder.problems import Problem
from builder.text import locate

Rights = Literal["public-domain", "CC-BY-4.0", "CC-BY-SA-4.0", "permission", "all-rights-reserved"]


class ArticleMetadata(Metadata):
    """The front matter of `content/articles/**/*.md`."""

    title: Line = Field(description="the headline as published")
    url: Address = Field(description="the address of the original")
    publisher: Line = Field(description="the outlet")
    published: Moment = Field(description="day of publication, YYYY-MM-DD, or date-time with offset")
    authors: tuple[Line, ...] = Field((), description="names as printed")
    language: Language = Field("en", description="BCP 47 tag of the body's language")
    accessed: Day | None = Field(None, description="day on which the original was read")
    archive_url: Address | None = Field(None, description="address of an archived copy")
    submitted_by: Line | None = Field(None, description="who added it")
    text: Literal["summary", "full"] = Field("summary", description="own words, or the original's text")
    rights: Rights | None = Field(None, description="what may be done with the text; required with 'text: full'")
    rights_url: Address | None = Field(None, description="where a permission is documented")
    corrections: tuple[Correction, ...] = Field((), description="what the machine got wrong")

    @model_validator(mode="after")
    def _has_rights(self) -> Self:
        if self.text == "full" and self.rights is None:
            raise ValueError(
                "the key 'rights' is missing, which 'text: full' needs | "
                "Add 'rights: all-rights-reserved' unless the outlet says otherwise; the text is then read but not republished"
            )
        if self.rights == "permission" and self.rights_url is None:
            raise ValueError("'rights: permission' needs the key 'rights_url' | Add where the permission can be read")
        return self


@dataclass(frozen=True, slots=True)
class Article:
    """`path` is relative to the content folder's parent; `prose` is `body` with all markup blanked, so offsets agree."""

    id: str
    path: str
    title: str
    url: str
    publisher: str
    published: date
    authors: tuple[str, ...]
    language: str
    accessed: str | None
    archive_url: str | None
    submitted_by: str | None
    text: Literal["summary", "full"]
    rights: Rights | None
    rights_url: str | None
    corrections: tuple[Correction, ...]
    body: str
    prose: str

    @property
    def may_be_shown(self) -> bool:
        """Whether the whole text may stand on the site: own words, or a licence or permission that allows it."""
        return self.text == "summary" or self.rights != "all-rights-reserved"


def parse_article(path: str, identifier: str, text: str) -> tuple[Article | None, list[Problem]]:
    """The article in the file `path` whose content is `text`, or None and what is wrong with it."""
    parts = split_front_matter(path, text)
    if isinstance(parts, Problem):
        return None, [parts]
    data, node, problems = read_metadata(path, parts.yaml, parts.yaml_line, ArticleMetadata)
    problems += refuse_body(path, text, parts.body_offset)
    if not parts.body.strip():
        where = locate(text, len(text))
        problems.append(
            Problem(
                path, where.line, where.column, "body-missing", "the article has no text",
                "Summarise it in 120 to 300 words of your own below the front matter",
            )
        )  # fmt: skip
    if data is None or node is None or problems:
        return None, problems
    for index, correction in enumerate(data.corrections):
        if correction.text not in parts.body:
            where = find_location(node, ("corrections", index, "text"))
            problems.append(
                Problem(
                    path, where.line, where.column, "correction-unmatched",
                    f"the correction's text '{correction.text[:60]}' does not occur in the article",
                    "Copy the words exactly as they stand in the body, on one line, or delete the correction",
                )
            )  # fmt: skip
    if problems:
        return None, problems
    return (
        Article(
            id=identifier,
            path=path,
            title=data.title,
            url=data.url,
            publisher=data.publisher,
            published=day_of(data.published),
            authors=data.authors,
            language=data.language,
            accessed=data.accessed,
            archive_url=data.archive_url,
            submitted_by=data.submitted_by,
            text=data.text,
            rights=data.rights,
            rights_url=data.rights_url,
            corrections=data.corrections,
            body=parts.body,
            prose=prose_of(parts.body),
        ),
        [],
    )
