"""Shortcuts for the CommonMark parser through what pages are full of: plain text, links with plain words, plain tags.

markdown-it-py asks ten rules at each mark, and parses a link's text twice. Each shortcut recognises a part of what one
of its rules does, and gives the tokens that this rule gives; whatever is less plain is left to the rules themselves.
https://markdown-it-py.readthedocs.io/en/latest/architecture.html
"""

from __future__ import annotations

import re
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_STOP = re.compile(r"[\n!&*<\[\\\]_`]")
"""The characters at which an inline rule of CommonMark has something to do, without those of extensions."""

_WAY = r"""\( (?P<way> [A-Za-z0-9./?\#=:%+,;@~!$*_-]+ ) (?: [ ]" (?P<title> [^\n"&\\]+ ) " )? \)"""
_LINK = re.compile(rf"\[ (?P<words> [^\n!&*<\[\\\]_`]+ ) \] {_WAY}", re.VERBOSE)
_TAG = re.compile(r"""</?(?:span|time|details|summary|mark)(?: [a-z-]+(?:="[^"\n]*")?)*>""")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_TEXT = re.compile(rf"(?:[^\n!&*<\[\\\]_`]++|!(?!\[)|{_ESCAPED.pattern})++")
"""Text in which no inline rule of CommonMark has anything to do, but for escaped punctuation."""
_LINK_OF_BOTH = re.compile(rf"\[(?P<words>(?:{_TEXT.pattern}|{_TAG.pattern})++)\](?x:{_WAY})")


def use_shortcuts(parser: MarkdownIt) -> MarkdownIt:
    """The same parser, faster. It must have no inline rules but those of CommonMark."""
    parser.core.ruler.at("inline", _inline)
    inline = parser.inline.ruler
    inline.at("text", _text)
    inline.after("text", "plain_mark", _mark)
    # The same destinations again and again: an instance's own function comes before its class's method.
    parser.normalizeLink = lru_cache(maxsize=20_000)(parser.normalizeLink)  # type: ignore[method-assign]
    return parser


def _inline(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline":
            children = _plain(token.content, state.md)
            if children is None:
                children = []
                state.md.inline.parse(token.content, state.md, state.env, children)
            token.children = children


def _plain(content: str, parser: MarkdownIt, level: int = 0) -> list[Token] | None:
    """The tokens of what is text, plain tags and links of both from end to end; None for anything else."""
    tokens: list[Token] = []
    at, end = 0, len(content)
    while at < end:
        match content[at]:
            case "[":
                found = _LINK_OF_BOTH.match(content, at)
                link = _plain_link(found, parser) if found else None
                if not found or not link:
                    return None
                tokens += link
            case "<":
                if not (found := _TAG.match(content, at)):
                    return None
                tokens.append(Token("html_inline", "", 0, level=level, content=found[0]))
            case _:
                if not (found := _TEXT.match(content, at)):
                    return None
                tokens.append(_plain_text(found[0], level))
        at = found.end()
    return tokens


def _plain_link(found: re.Match[str], parser: MarkdownIt) -> list[Token] | None:
    way, words = parser.normalizeLink(found["way"]), _plain(found["words"], parser, 1)
    if words is None or not parser.validateLink(way):
        return None
    attrs: dict[str, str | int | float] = {"href": way}
    if found["title"] is not None:
        attrs["title"] = found["title"]
    return [Token("link_open", "a", 1, attrs), *words, Token("link_close", "a", -1)]


def _plain_text(source: str, level: int) -> Token:
    if "\\" not in source:
        return Token("text", "", 0, level=level, content=source)
    text = Token("text", "", 0, level=level, content=_ESCAPED.sub(r"\1", source))
    if source[0] == "\\":  # of pieces that are joined, all else is the first one's
        text.markup, text.info = source[:2], "escape"
    return text


def _text(state: StateInline, silent: bool) -> bool:
    found = _STOP.search(state.src, state.pos, state.posMax)
    end = found.start() if found else state.posMax
    if end == state.pos:
        return False
    if not silent:
        state.pending += state.src[state.pos : end]
    state.pos = end
    return True


def _mark(state: StateInline, silent: bool) -> bool:
    match state.src[state.pos]:
        case "[":
            return _link(state, silent=silent)
        case "<":
            return _tag(state, silent=silent)
    return False


def _link(state: StateInline, *, silent: bool) -> bool:
    found = _LINK.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    way = state.md.normalizeLink(found["way"])
    if not state.md.validateLink(way):
        return False
    if not silent:
        link = state.push("link_open", "a", 1)
        link.attrs = {"href": way} if found["title"] is None else {"href": way, "title": found["title"]}
        state.pending = found["words"]
        state.push("link_close", "a", -1)
    state.pos = found.end()
    return True


def _tag(state: StateInline, *, silent: bool) -> bool:
    found = _TAG.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push("html_inline", "", 0).content = found[0]
    state.pos = found.end()
    return True
