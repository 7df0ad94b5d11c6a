"""What `explainer add` takes in: files, standard input, and answers of the person at the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from shlex import quote
from typing import NoReturn

import click

from builder.commands.archive import count
from builder.content.markdown import MAX_BODY
from builder.ingest.bounded import Read, read_bounded
from builder.ingest.claims import Claim, Key, check_value
from builder.ingest.decoding import MAX_SOURCE
from builder.ingest.proposal import Proposal, propose
from builder.problems import Problem, render_text, visible

_PAGES = frozenset((".html", ".htm", ".xhtml", ".mhtml", ".mht"))
_FEWEST_WORDS = 20
"""Of a page's text; fewer are a menu."""
_QUESTIONS: Mapping[Key, str] = {
    "title": "Headline as published",
    "url": "Address of the original (https://…)",
    "publisher": "Outlet",
    "published": "Day of publication (YYYY-MM-DD)",
}


def read_source(source: str) -> Read:
    """The text of a file or of standard input ('-'); what cannot be read ends the command with a Problem."""
    shown = name_of(source)
    data = sys.stdin.buffer.read(MAX_SOURCE + 1) if source == "-" else _bytes_of(Path(source))
    read = read_bounded(data, page=Path(source).suffix.lower() in _PAGES)
    if read.refusal:
        fail(shown, "unreadable", read.refusal)
    if len(read.text) > MAX_BODY:
        fail(
            shown, "too-long",
            f"its text has {len(read.text):,} characters, and no article has more than {MAX_BODY:,} | "
            "Copy the article alone, and give that to 'explainer add -'",
        )  # fmt: skip
    words = len(read.text.split())
    if words < (_FEWEST_WORDS if read.is_page else 1):
        fail(
            shown, "no-article",
            f"no article is in it: {count(words, 'word')} of text | If the browser shows one, copy its text and give "
            "that to 'explainer add -', or give the metadata alone: 'explainer add --url … --title …'",
        )  # fmt: skip
    return read


def name_of(source: str | None) -> str:
    """What messages call a source."""
    return {None: "explainer add", "-": "standard input"}.get(source, source or "")


def read_own_words(summary: str) -> str:
    """`summary`, or what is in the file that it names."""
    if not summary or "\n" in summary or len(summary) > 250:
        return summary
    path = Path(summary)
    if not path.is_file():
        if " " not in summary.strip():
            raise click.UsageError(f"--summary: there is no file '{summary}'. Give a file's name, or a text.")
        return summary
    read = read_bounded(_bytes_of(path), page=False)
    if read.refusal or read.is_page:
        raise click.UsageError(f"--summary: {path} is no plain text. Write your own words into a text file.")
    return read.text


def _bytes_of(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise click.UsageError(f"There is no file '{visible(str(path))}'.")
        with path.open("rb") as file:
            return file.read(MAX_SOURCE + 1)
    except OSError as error:
        raise click.ClickException(f"{path} cannot be read ({error.strerror}).") from error


def complete(
    shown: str, given: tuple[Claim, ...], found: tuple[Claim, ...], outlets: Mapping[str, str], *, may_ask: bool
) -> tuple[tuple[Claim, ...], Proposal]:
    """What is given in the end, and the proposal with nothing missing.

    A person is asked for what is missing, guessed or contradicted. Where nobody can be, what is missing or guessed
    ends the command; `shown` is what the source is called then.
    """
    proposal = propose(given, found, outlets)
    if may_ask:
        for key in (*proposal.unsure, *proposal.missing):
            for doubt in proposal.doubts:
                if doubt.key == key:
                    click.echo(visible(f"{key}: {doubt.message}"), err=True)
            given = (*given, Claim(key, _ask(key, proposal.value(key)), "you"))
        proposal = propose(given, found, outlets)
    problems = [*_missing(shown, proposal), *_guessed(shown, proposal)]
    if problems and not may_ask:
        click.echo(render_text(problems), err=True, nl=False)
        sys.exit(1)
    return given, proposal


def _missing(shown: str, proposal: Proposal) -> Iterator[Problem]:
    for key in proposal.missing:
        yield Problem(shown, 1, 1, "missing", f"its '{key}' is not found", f"Give it with --{key}")


def _guessed(shown: str, proposal: Proposal) -> Iterator[Problem]:
    """Nobody looked at these; what is wrong would be published as true."""
    for key in proposal.guessed:
        claim = proposal.values[key][0]
        found = f"its '{key}' is not certain: '{claim.value}', a guess from {claim.origin}"
        yield Problem(shown, 1, 1, "guess", found, f"If that is right, give it: --{key} {quote(claim.value)}")


def _ask(key: Key, default: str | None) -> str:
    def check(value: str) -> str:
        try:
            return check_value(key, value)
        except ValueError as error:
            raise click.UsageError(visible(sentence(error))) from error

    return str(click.prompt(_QUESTIONS[key], default=default, value_proc=check, err=True))


def sentence(error: ValueError) -> str:
    """A message "what was found | what to do" as sentences."""
    found, _, todo = str(error).partition(" | ")
    return f"{found}. {todo}."


def fail(path: str, code: str, message: str) -> NoReturn:
    """End the command with one Problem; `message` is "what was found | what to do"."""
    found, _, todo = message.partition(" | ")
    click.echo(render_text([Problem(path, 1, 1, code, found, todo)]), err=True, nl=False)
    sys.exit(1)
