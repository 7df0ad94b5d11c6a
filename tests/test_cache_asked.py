"""What pages asked, as one process tells another."""

from __future__ import annotations

import pickle
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from builder.cache.asked import Hearing, Telling
from builder.pages.questions import Question

QUESTIONS = st.sets(
    st.tuples(st.sampled_from(["archive.rounds", "prose.in_text"]), st.sampled_from("abc"), st.just(""))
)


class Numbers:
    """Of questions, in the order in which they are first heard."""

    def __init__(self) -> None:
        self.known: dict[Question, int] = {}

    def __call__(self, question: Question) -> int:
        return self.known.setdefault(question, len(self.known))

    def of(self, questions: set[Question]) -> set[int]:
        return {self.known[question] for question in questions}


@given(st.lists(st.tuples(st.integers(0, 2), QUESTIONS)))
def test_what_is_told_is_heard_whoever_tells_it(pages: list[tuple[int, set[Question]]]) -> None:
    numbers, tellers = Numbers(), [Telling() for _ in range(3)]
    hearing = Hearing(numbers)
    told: set[tuple[int, Question]] = set()
    for process, questions in pages:
        asked = replace(tellers[process].tell(questions), process=process)
        assert {(process, question) for question in asked.new} == {(process, q) for q in questions} - told
        told |= {(process, question) for question in asked.new}
        heard = hearing.hear(pickle.loads(pickle.dumps(asked)))
        assert heard is not None
        assert set(heard) == numbers.of(questions)
        assert len(heard) == len(questions)


def test_what_builds_on_something_lost_is_not_heard() -> None:
    a, b = ("prose.in_text", "a", ""), ("prose.in_text", "b", "")
    telling, hearing = Telling(), Hearing(Numbers())
    lost = telling.tell({a})
    assert hearing.hear(telling.tell({a, b})) is None
    assert hearing.hear(lost) == [0]
