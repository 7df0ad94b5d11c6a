"""What pages asked, as one process tells another: thousands ask the same, and each question is sent once."""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Collection
from dataclasses import dataclass

from builder.pages.questions import Question

NUMBERS = "I"


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions that a page asked, by the numbers that `process` has given them.

    It had told of so many questions `before`; the `new` ones have the numbers that follow.
    """

    process: int
    before: int
    new: tuple[Question, ...]
    numbers: array[int]


class Telling:
    """The side of the process that composes."""

    def __init__(self) -> None:
        self._known: dict[Question, int] = {}

    def tell(self, questions: Collection[Question]) -> Asked:
        before = len(self._known)
        numbers = array(NUMBERS, [self._known.setdefault(question, len(self._known)) for question in questions])
        new = tuple(question for question, number in zip(questions, numbers, strict=True) if number >= before)
        return Asked(os.getpid(), before, new, numbers)


class Hearing:
    """The side of the process that keeps, by numbers of its own: `number` gives a question one."""

    def __init__(self, number: Callable[[Question], int]) -> None:
        self._number = number
        self._heard: dict[int, list[int]] = {}

    def hear(self, asked: Asked) -> list[int] | None:
        """The questions; None where something that the process told before was lost on the way."""
        heard = self._heard.setdefault(asked.process, [])
        if len(heard) != asked.before:
            return None
        heard += map(self._number, asked.new)
        return [heard[number] for number in asked.numbers]
