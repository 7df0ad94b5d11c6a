"""Where an article's file goes: `articles/YYYY/YYYY-MM-DD-outlet-few-words.md`."""

from __future__ import annotations

from builder.content.identifiers import identifier_of

_OUTLET, _WORDS = 24, 36
"""Characters of the outlet's name and of the headline's."""
_SMALL = frozenset(
    ("a", "an", "and", "as", "at", "by", "for", "from", "in", "is", "of", "on", "or", "the", "to", "with")
)
"""Words that tell nothing apart, in the language of most headlines; in others they do no harm."""


def stem_of(published: str, publisher: str, title: str) -> str:
    """The file's name without '.md', which becomes its address: ASCII whatever the names are written in."""
    outlet = _cut([word for word in identifier_of(publisher).split("-") if word != "the"], _OUTLET)
    words = _cut([word for word in identifier_of(title).split("-") if word not in _SMALL], _WORDS)
    return "-".join(filter(None, (published[:10], outlet, words)))


def _cut(words: list[str], longest: int) -> str:
    """As many of the `words` as there is room for, one at least."""
    found = ""
    for word in filter(None, words):
        longer = f"{found}-{word}" if found else word[:longest]
        if len(longer) > longest:
            break
        found = longer
    return found


def relative_path(published: str, stem: str) -> str:
    """Of the file, within the content folder."""
    return f"articles/{published[:4]}/{stem}.md"
