"""What a contributor should know about a draft, and do next, as sentences."""

from __future__ import annotations

from collections.abc import Iterator

from builder.ingest.draft import Draft
from builder.ingest.licences import rights_of
from builder.ingest.proposal import Proposal
from builder.ingest.request import Request

SHORTEST, LONGEST = 120, 300
"""Words of a summary that tells enough and is no replacement for the original."""


def find_notes(request: Request, proposal: Proposal) -> Iterator[str]:
    """What may matter for a maintainer's decision, beside contradictions in the source."""
    yield from _unsure(request, proposal)
    yield from _licence(request, proposal)
    words = len(request.summary.split())
    if words and not SHORTEST <= words <= LONGEST:
        yield f"your own words are {words}; {SHORTEST} to {LONGEST} tell a reader enough"
    if request.full and (request.extra or {}).get("rights") == "all-rights-reserved":
        yield (
            "the site will not republish this text, but the file itself will be public where the archive's files are: "
            "leave out '--text full' unless that is allowed"
        )


def _unsure(request: Request, proposal: Proposal) -> Iterator[str]:
    for key in proposal.unsure:
        claim = proposal.values[key][0]
        if not claim.sure:
            yield f"{key}: a guess from {claim.origin}; compare it with the original"
    language = proposal.value("language")
    if language and not request.full and language.partition("-")[0] != "en" and "language" not in _given(request):
        yield f"language: the original is in '{language}'; give --language if your own words are not in English"


def _given(request: Request) -> frozenset[str]:
    return frozenset(claim.key for claim in request.claims)


def _licence(request: Request, proposal: Proposal) -> Iterator[str]:
    for claim in proposal.values.get("licence", ()):
        rights = rights_of(claim.value)
        if rights and not request.full:
            yield (
                f"{claim.origin} names a licence: if it is meant for this text, which only you can see, "
                f"'--text full --rights {rights}' puts the text itself into the archive"
            )


def find_steps(path: str, draft: Draft, request: Request, original: str | None) -> Iterator[str]:
    """What to do next. `path` is the file's; `original`: where the source's text is kept, if it is."""
    if draft.problems:
        yield "Mend what is named as a problem, and call the command again."
        return
    if not request.full and not request.summary:
        kept = f" The original is kept for you in {original}, which is not committed." if original else ""
        yield (
            f"Write into {path}, below the second '---', in {SHORTEST} to {LONGEST} words of your own what the article "
            f"reports: who said or did what, when, where. Until then 'explainer check' calls it unfinished.{kept}"
        )
    yield "explainer check"
    yield "mkdocs serve, and look at what is made of it; 'corrections' mend what is misread (CONTRIBUTING.md)."
    yield f"Commit {path} on a branch of its own, and open a pull request."
