"""Shortcuts for the CommonMark parser through what pages are full of: plain text, links with plain words, plain tags.

markdown-it-py asks ten rules at each mark, and parses a link's text twice. Each shortcut recognises a part of what one
of its rules does, and gives the tokens that this rule gives; whatever is less plain is left to the rules themselves.
https://markdown-it-py.readthedocs.io/en/latest/architecture.html
"""

from __future__ import annotations

import re
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_STOP = re.compile(r"[\n!&*<\[\\\]_`]")
"""The characters at which an inline rule of CommonMark has something to do, without those of extensions."""

_LINK = re.compile(
    r"""\[ (?P<words> [^\n!&*<\[\\\]_`]+ ) \]
    \( (?P<way> [A-Za-z0-9./?\#=:%+,;@~!$*_-]+ ) (?: [ ]" (?P<title> [^\n"&\\]+ ) " )? \)""",
    re.VERBOSE,
)
_TAG = re.compile(r"""</?(?:span|time|details|summary|mark)(?: [a-z-]+="[^"\n]*")*>""")


def use_shortcuts(parser: MarkdownIt) -> MarkdownIt:
    """The same parser, faster. It must have no inline rules but those of CommonMark."""
    inline = parser.inline.ruler
    inline.at("text", _text)
    inline.after("text", "plain_mark", _mark)
    # The same destinations again and again: an instance's own function comes before its class's method.
    parser.normalizeLink = lru_cache(maxsize=20_000)(parser.normalizeLink)  # type: ignore[method-assign]
    return parser


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
