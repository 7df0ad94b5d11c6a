"""Words: when a text says what another says, and which words are the site's own, said of no negotiation at all.

The site's own words are what the templates hold beside their variables ("Read the original", "No round of talks is
known to this archive yet."). Whatever else stands on a page comes from articles or from editors, and needs a source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from jinja2 import Environment

from builder.audit.blocks import find_blocks
from builder.pages.html import render_html
from builder.pages.page import Page

_WORD = re.compile(r"\w+")
_INITIAL_DOT = re.compile(r"(?<=\b[^\W\d_])\.")
_ARTICLES = frozenset({"the", "a", "an"})
_NUMBER = re.compile(r"[0-9][0-9,.]*")
_HELD = " 0 "
_ENDS = ("variable_end", "block_end")
HOLE = "\ue000"
"""Stands for a variable; a character that nobody writes (Unicode's private use)."""


@lru_cache(maxsize=200_000)
def plain(text: str) -> str:
    """The words of `text` in lower case, a space around each: what is left when typography and markup are not.

    "U.S." and "US" are one word.
    """
    return f" {' '.join(_WORD.findall(_INITIAL_DOT.sub('', text).lower()))} "


def holds(whole: str, part: str) -> bool:
    """Whether `whole` has the words of `part` in one piece; both as `plain` gives them."""
    return part in whole or not part.strip()


def thins_to(whole: str, part: str) -> bool:
    """Whether `part` is `whole` with words left out; both as `plain` gives them.

    What is left may have got an article: "Sunday's recommendation" without its date is "the recommendation".
    """
    words = iter(word for word in whole.split() if word not in _ARTICLES)
    return all(word in words for word in part.split() if word not in _ARTICLES)


class Phrases:
    """Texts with holes, each piece between holes a phrase; knows what can be said with them."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._phrases = {
            words
            for text in texts
            for piece in _NUMBER.sub(HOLE, text).split(HOLE)
            if (words := tuple(plain(piece).split()))
        }
        self._longest = max((len(words) for words in self._phrases), default=0)

    def with_texts(self, texts: Iterable[str]) -> Phrases:
        """These and others."""
        return Phrases((*(" ".join(words) for words in self._phrases), *texts))

    def say(self, text: str) -> bool:
        """Whether `text` is made of whole phrases, with numbers and holes between them."""
        words = plain(_NUMBER.sub(_HELD, text).replace(HOLE, _HELD)).split()
        reached = [True] + [False] * len(words)
        for end in range(1, len(words) + 1):
            reached[end] = (reached[end - 1] and words[end - 1] == _HELD.strip()) or any(
                reached[start] and tuple(words[start:end]) in self._phrases
                for start in range(max(0, end - self._longest), end)
            )
        return reached[-1]


def own_words(templates: Iterable[str], texts: Iterable[str] = ()) -> Phrases:
    """What the given Jinja templates say beside their variables, and `texts`."""
    return Phrases((*(phrase for source in templates for phrase in _phrases_of(source)), *texts))


def _phrases_of(source: str) -> Iterator[str]:
    tokens = list(_syntax().lex(source))
    for branch in (0, 1):
        markdown = _without_variables(tokens, branch)
        for block in find_blocks("x.md", render_html(Page.of("x.md", "", markdown)).html, {}):
            yield from (run.text for run in block.runs)
    # Words that a template hands on: show.machine_read(page, "Quotes are", "them"), or a macro has when given none.
    inside = False
    for _, kind, value in tokens:
        inside = kind == "variable_begin" or value == "macro" or (inside and kind not in _ENDS)
        if inside and kind == "string":
            yield value[1:-1]


def _without_variables(tokens: list[tuple[int, str, str]], branch: int) -> str:
    """The template with a hole for each variable; of a choice such as `{{ "" if one else "s" }}` one branch."""
    text = ""
    expression: list[tuple[str, str]] = []
    for _, kind, value in tokens:
        match kind:
            case "data":
                text += value
            case "variable_begin":
                expression = []
            case "variable_end":
                text += _choices(expression)[branch]
            case "block_begin" if text and not text.endswith("\n"):
                text += HOLE
            case "comment" | "comment_begin" | "comment_end" | "whitespace":
                pass
            case _:
                expression.append((kind, value))
    return text


def _choices(expression: list[tuple[str, str]]) -> tuple[str, str]:
    match expression:
        case [("string", first), ("name", "if"), *_, ("name", "else"), ("string", second)]:
            return first[1:-1], second[1:-1]
    return HOLE, HOLE


def _syntax() -> Environment:
    return Environment(trim_blocks=True, lstrip_blocks=True, autoescape=True)
