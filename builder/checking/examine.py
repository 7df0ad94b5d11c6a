"""All doubts about articles: whether they are there already, whose words they are, and whom they name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from builder.checking.imprints import Imprint, Imprints
from builder.checking.repeats import find_repeats
from builder.checking.rights import find_rights
from builder.checking.submission import Submission
from builder.problems import Problem
from builder.reading.wording import Wording
from builder.settings import QuoteLimit


def examine(
    submissions: Sequence[Submission],
    archive: Sequence[Imprint],
    limit: QuoteLimit,
    originals: Mapping[str, Wording],
) -> tuple[Problem, ...]:
    """What is to be said of each of `submissions`, which are among the texts of `archive` or new to it."""
    asked = [submission.imprint for submission in submissions]
    new = {imprint.path: imprint for imprint in asked}
    imprints = Imprints([*(known for known in archive if known.path not in new), *asked], asked)
    problems: set[Problem] = set()
    for submission in submissions:
        problems.update(find_repeats(submission, imprints, new))
        problems.update(find_rights(submission, imprints, limit, originals))
    return tuple(sorted(problems))
