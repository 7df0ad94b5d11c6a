"""Decisions made on a terminal: one key each, written at once, taken back as easily."""

from __future__ import annotations

import os
import shutil
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import click

from builder.archive.account import Archive
from builder.commands.archive import count
from builder.commands.review_text import edit_line, found_lines, pair_lines
from builder.content.file_edits import FileEdit, read_exactly, write_edits
from builder.content.yaml_edits import RefusedError
from builder.problems import visible
from builder.reviewing.decide import decide
from builder.reviewing.decisions import Accept, AliasOf, Decision, Define, Distinct, DoNotName, Ignore, Merge, SetKind
from builder.reviewing.desk import Desk, Thing
from builder.reviewing.docket import SENTENCES, Docket, Found, Pair

_ALWAYS = {"s": "skip", "u": "undo", "q": "quit"}
_OF_PAIRS = {"m": "one: merge the second into the first", "r": "one: the first into the second", "d": "two, distinct"}
_OF_ACTORS = {
    "a": "accept", "w": "accept without roles", "l": "alias of …", "m": "merge into …", "k": "kind …",
    "i": "ignore: no actor", "n": "do not name",
}  # fmt: skip
_OF_TERMS = {"a": "accept, with a definition …", "l": "alias of …", "m": "merge into …", "i": "ignore: no term"}
_MAX_WIDTH = 100
_KINDS = {"p": "person", "o": "organisation", "s": "state", "g": "group"}

Item = Pair | Found


@dataclass(frozen=True, slots=True)
class _Made:
    """What was done at the place `at`: what was written, and who was gone before."""

    at: int
    edits: tuple[FileEdit, ...]
    gone: frozenset[Thing]


@dataclass
class _Session:
    """Where in the docket we are, and what was decided on the way here."""

    archive: Archive
    folder: Path
    items: tuple[Item, ...]
    at: int = 0
    gone: set[Thing] = field(default_factory=set)
    made: list[_Made] = field(default_factory=list)

    def is_open(self, item: Item) -> bool:
        """Whether nothing that was decided before settled it too."""
        if isinstance(item, Pair):
            return self.gone.isdisjoint((item.one.thing, item.other.thing))
        return item.thing not in self.gone and read_exactly(self.folder, item.thing.path) is None

    def decide(self, decision: Decision) -> tuple[FileEdit, ...]:
        """Write it. Raises RefusedError."""
        desk = Desk(self.archive, partial(read_exactly, self.folder), gone=set(self.gone))
        decide(desk, decision)
        edits = desk.edits
        write_edits(self.folder, edits)
        self.made.append(_Made(self.at, edits, frozenset(self.gone)))
        self.gone = desk.gone
        self.at += 1
        return edits

    def skip(self) -> None:
        self.made.append(_Made(self.at, (), frozenset(self.gone)))
        self.at += 1

    def undo(self) -> tuple[FileEdit, ...]:
        """Take the last step back, and go where it was made. Raises RefusedError where a file has changed since."""
        last = self.made[-1]
        edits = tuple(edit.undone for edit in reversed(last.edits))
        write_edits(self.folder, edits)
        self.made.pop()
        self.at, self.gone = last.at, set(last.gone)
        return edits


def hold_session(archive: Archive, docket: Docket, folder: Path) -> None:
    """Ask about everything on the docket, until it is done or the editor quits; what was decided is written."""
    session = _Session(archive, folder, (*docket.pairs, *docket.actors, *docket.terms))
    try:
        _ask_all(session)
    except (EOFError, KeyboardInterrupt, click.Abort):
        _say([""])
    decided = [made for made in session.made if made.edits]
    _say([f"{count(len(decided), 'decision')} written. 'explainer check' says whether all is well."])


def _ask_all(session: _Session) -> None:
    total = len(session.items)
    while session.at < total:
        item = session.items[session.at]
        if not session.is_open(item):
            session.at += 1
            continue
        _say(["", click.style(f"{session.at + 1} of {total}", bold=True)])
        lines = pair_lines(item, SENTENCES) if isinstance(item, Pair) else found_lines(item, most=SENTENCES, roles=True)
        _say(wrapped for line in lines for wrapped in _wrap(line))
        choices = _choices(item)
        _say(_menu({**choices, **_ALWAYS}))
        if not _ask(session, item, choices):
            return
    _say(["", "That is all."])


def _ask(session: _Session, item: Item, choices: Mapping[str, str]) -> bool:
    """Do what the editor's key says; False to quit."""
    while True:
        click.echo("? ", nl=False)
        key = click.getchar()
        _say([visible(key) if key in {**choices, **_ALWAYS} else ""])
        try:
            if key in {"q", ""}:
                return False
            if key == "s":
                session.skip()
                return True
            if key == "u":
                if not session.made:
                    _say(["There is nothing to take back."])
                    continue
                _say(edit_line(edit, session.folder.name) for edit in session.undo())
                return True
            if key not in choices:
                _say([f"Press one of {', '.join({**choices, **_ALWAYS})}."])
                continue
            decision = _decision(item, key)
            if decision is not None:
                _say(edit_line(edit, session.folder.name) for edit in session.decide(decision))
                return True
        except RefusedError as error:
            _say(_wrap(visible(f"Not done: {error}.")))


def _menu(choices: Mapping[str, str]) -> list[str]:
    """The keys and what they do, none broken over two lines."""
    whole = "   ".join(f"[{key}] {meaning}".replace(" ", "\u00a0") for key, meaning in choices.items())
    return [line.replace("\u00a0", " ").strip() for line in _wrap(whole)]


def _choices(item: Item) -> Mapping[str, str]:
    if isinstance(item, Pair):
        return _OF_PAIRS
    return _OF_ACTORS if item.thing.folder == "actors" else _OF_TERMS


def _decision(item: Item, key: str) -> Decision | None:
    """What a key means for `item`; None where the editor thinks better of it."""
    if isinstance(item, Pair):
        one, other = str(item.one.thing), str(item.other.thing)
        if key == "d":
            return Distinct(one, other)
        return Merge(other, one) if key == "m" else Merge(one, other)
    thing = str(item.thing)
    match key:
        case "a" if item.thing.folder == "glossary":
            definition = _line("What does it mean, in your own words?")
            return Define(thing, definition) if definition else None
        case "a" | "w":
            return Accept(thing, with_roles=key == "a")
        case "l":
            meant = _line(f"Of which id is '{visible(item.name)}' another name?")
            return AliasOf(item.name, meant) if meant else None
        case "m":
            into = _line("Into which id?")
            return Merge(thing, into) if into else None
        case "k":
            kind = _KINDS.get(
                _line(f"Which kind? {', '.join(f'{k} {name}' for k, name in _KINDS.items())}")[:1].lower()
            )
            return SetKind(thing, kind) if kind else None  # type: ignore[arg-type]
        case "i":
            return Ignore(thing)
    return DoNotName(item.name)


def _line(question: str) -> str:
    """A line that the editor types; empty to go back."""
    try:
        answer: str = click.prompt(question, default="", show_default=False, prompt_suffix=" ")
    except click.Abort:
        return ""
    return answer.strip()


def _wrap(line: str) -> list[str]:
    width = min(shutil.get_terminal_size().columns, _MAX_WIDTH)
    indent = " " * (len(line) - len(line.lstrip()))
    return textwrap.wrap(line, max(width, 20), subsequent_indent=indent + "  ", break_on_hyphens=False) or [""]


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line, color=False if os.environ.get("NO_COLOR") else None)
