"""What there is to say of near-duplicates: which of them are copies that are meant, and what to do about the others."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice

from builder.checking.duplicates import NearDuplicate, near_duplicates
from builder.checking.imprints import Imprint, Imprints
from builder.checking.submission import Submission
from builder.problems import Problem, Severity

_MOST = 3
"""Of an article; who has so many need not be told of each."""
_KEEP_ONE = "If both are one article, keep one of the two files"


def find_repeats(submission: Submission, imprints: Imprints, asked: Collection[str]) -> Iterator[Problem]:
    """Problems with the articles that this one repeats most; of two that are `asked` about (paths), for the later."""
    yield from islice(_repeats(submission, imprints, asked), _MOST)


def _repeats(submission: Submission, imprints: Imprints, asked: Collection[str]) -> Iterator[Problem]:
    imprint = submission.imprint
    texts = {other.path: other for other in imprints.all}
    for near in near_duplicates(imprint, imprints):
        other = texts[near.path]
        if near.path in asked and (near.published, near.path) > (imprint.published, imprint.path):
            continue
        if near.by == "headline":
            yield _same_headline(submission, near)
        elif near.agency is None and imprint.text == other.text:
            yield _same_words(submission, near, other)


def _same_headline(submission: Submission, near: NearDuplicate) -> Problem:
    return submission.problem(
        "near-duplicate",
        f"{near.path} has nearly the same headline, of the same outlet, published {near.published}",
        f"{_KEEP_ONE}; if not, all is well",
        "note",
    )


def _same_words(submission: Submission, near: NearDuplicate, other: Imprint) -> Problem:
    imprint = submission.imprint
    message = f"{near.share:.0%} of the shorter text stands in {near.path} too ({near.publisher}, {near.published})"
    if imprint.text == "summary":
        hint = f"{_KEEP_ONE}; if not, tell here in other words what this one reports"
    else:
        agency = imprint.agency or other.agency or "…"
        hint = f"{_KEEP_ONE}; if both print a news agency's text, write 'agency: {agency}' into both: they count as one"
    same_outlet = imprint.publisher.casefold() == near.publisher.casefold()
    severity: Severity = "warning" if same_outlet or imprint.text == "summary" else "note"
    return submission.problem("near-duplicate", message, hint, severity)
