"""Asking on a terminal for what no option said, until the answer is one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from builder.problems import visible

Value = TypeVar("Value")


class Answer(click.ParamType[Value]):
    """What `read` makes of a text; the sentence of the ValueError that it raises says what is wrong."""

    name = "text"

    def __init__(self, read: Callable[[str], Value]) -> None:
        self._read = read

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Value:
        try:
            return self._read(value)
        except ValueError as error:
            self.fail(f"{visible(str(error))}.", param, ctx)


def ask(question: str, read: Callable[[str], Value]) -> Value:
    """The answer to `question`, which is asked again until `read` takes it."""
    answer: Value = click.prompt(question, type=Answer(read))
    return answer


def ask_if_known(question: str, read: Callable[[str], Value], suggestion: str = "") -> Value | None:
    """Like `ask`, but nothing may be answered; then None. A `suggestion` is what Enter alone means."""

    def read_something(text: str) -> Value | None:
        return read(text) if text.strip() else None

    answer: Value | None = click.prompt(
        question, type=Answer(read_something), default=suggestion, show_default=bool(suggestion)
    )
    return answer


def ask_several(question: str, read: Callable[[str], Value], suggestion: str = "") -> tuple[Value, ...]:
    """Answers on one line, with commas between them."""

    def read_all(text: str) -> tuple[Value, ...]:
        return tuple(read(part) for part in text.split(",") if part.strip())

    return ask_if_known(question, read_all, suggestion) or ()
