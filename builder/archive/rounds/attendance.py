"""Who took part, who hosted and who mediated, as sentences say it.

A sentence that names somebody does not say that they were there. Only a verb of taking part, right beside the name,
does; who is named without one is kept apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from builder.archive.citations import Citation
from builder.archive.rounds.belonging import Belonging
from builder.archive.rounds.round import Attendance, Helper
from builder.archive.rounds.scene import Roll, Scene
from builder.reading.names import Mention
from builder.text import Span

_TITLE = r"(?:[^\W_][\w’'.-]*,? ){0,8}"
_DEEDS = {
    "led": "lead|leads|led|leading|headed|heads|heading",
    "chaired": "chaired|chairs|chairing|presided over",
    "represented a side": "represented|represents|representing",
    "signed": "signed|signs|signing",
    "hosted": "hosted|hosts|hosting",
    "opened it": "opened|opens|inaugurated",
    "spoke": "addressed",
    "attended": "attended|attends|attending|joined|took part in|takes part in|participated in",
    "met the others": "met|sat down|held talks|holds talks|shook hands|negotiated",
}
_DEED_OF = {form: deed for deed, forms in _DEEDS.items() for form in forms.split("|")}
_FORMS = "|".join(sorted(_DEED_OF, key=lambda form: (-len(form), form)))
# "Levi, the union's chair, led", "Levi and her deputy met"; not "Levi did not attend", "Levi will lead".
_DOES = re.compile(
    r"(?:, [^,;]{1,80},|,)?(?P<others> and (?:[\w’'-]+ ){0,6}[\w’'-]+)?"
    rf" (?:(?:also|then|both|who|has|had|have|is|was|are|were) ){{0,3}}(?P<deed>{_FORMS})\b"
    r"(?! (?:out|up|down|off|by)\b)"
)
# "led by the union's chair, Ana Levi", "led by Ana Levi and Juan Paz"
_DONE_BY = re.compile(
    r"\b(?P<deed>led|headed|chaired|represented|signed|hosted|opened|attended) by"
    rf" (?:[^.;]{{1,80}}? and by )?{_TITLE}\Z"
    rf"|\b(?P<chairs>under the chairmanship of) {_TITLE}\Z"
)
_MET = re.compile(
    rf"\b(?:(?:met|meeting|talks|sat down|sitting down|negotiations)(?: [a-z]+)?(?: in [A-Z]\w+)?(?: on [A-Z]\w+)? "
    rf"(?:with|between)|met) {_TITLE}\Z"
)
_UNDONE = re.compile(
    r"\b(?:not|never|no longer|refus\w+|declin\w+|will|would|is to|was to|were to|are to|due to|expected|plan\w*|absent"
    r"|stayed away|boycott\w*|instead of|replac\w+|without)\b|n[’']t\b"
)
_IN_TALKS = re.compile(
    r"\b(?:delegations?|teams?|talks|negotiations|meetings?|sides?|rounds?|ceremony|summit|conference|delegates"
    r"|negotiators)\b"
)
_HOSTED_BY = re.compile(r"\b(?:hosted|convened|organi[sz]ed) by (?:the )?(?:[\w’'-]+ ){0,2}\Z")
_HOSTS = re.compile(r"(?:[’']s [a-z ]{1,30})?(?: (?:has|have|had|is|was|also|again)){0,2} (?:hosted|hosts|hosting)\b")
_MEDIATED_BY = re.compile(
    r"\b(?:(?:mediated|brokered|facilitated|sponsored|supervised) by|under the (?:auspices|mediation|patronage"
    r"|chairmanship|sponsorship) of|with the (?:mediation|help|good offices) of) (?:the )?(?:[\w’'-]+ ){0,4}\Z"
)
_MEDIATES = re.compile(
    r"[-‐](?:brokered|mediated|sponsored|facilitated)\b"
    r"|(?: (?:has|have|had|also)){0,2} (?:mediated|brokered|facilitated|sponsored)\b"
    r"|(?: (?:has|have|had)){0,2} brought [^.;]{3,80} together\b"
)
_BEFORE = 110
"""Characters before a name in which the verb stands that it depends on."""


@dataclass(slots=True)
class _Found:
    """Citations by person and deed, by host and by mediator, while sentences are read."""

    deeds: dict[str, dict[str, list[Citation]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    named: dict[str, list[Citation]] = field(default_factory=lambda: defaultdict(list))
    hosts: dict[str, list[Citation]] = field(default_factory=lambda: defaultdict(list))
    mediators: dict[str, list[Citation]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True, slots=True)
class Company:
    """Those who were at a round, and those who helped it."""

    people: tuple[Attendance, ...]
    hosts: tuple[Helper, ...]
    facilitators: tuple[Helper, ...]


def company_of(
    scene: Scene,
    reports: Iterable[Citation],
    *,
    held: frozenset[Citation],
    about: Iterable[str],
    parties: Iterable[str],
    place: str | None,
) -> Company:
    """Who was at a round, by the sentences of its reports and, in articles `about` it, by those on its delegations.

    Only reports in `held` can say that somebody took part.
    """
    found = _Found()
    seen: set[Citation] = set()
    for citation in sorted(reports):
        sentence = Citation(citation.article, scene.readings[citation.article].sentence_around(citation.span))
        if sentence not in seen:
            seen.add(sentence)
            _read(scene, sentence, found, own=True, held=citation in held)
    for article in sorted(about):
        prose, roll = scene.readings[article].article.prose, scene.rolls[article]
        for span in scene.readings[article].findings.sentences:
            if _IN_TALKS.search(prose, span.start, span.end) is None or _is_elsewhere(roll, span, place):
                continue
            sentence = Citation(article, span)
            if sentence not in seen:
                _read(scene, sentence, found, own=False, held=True)
    sides = tuple(parties)
    mediators = {actor: cited for actor, cited in found.mediators.items() if actor not in sides}
    return Company(tuple(_attendances(found, sides, scene.belonging)), _helpers(found.hosts), _helpers(mediators))


def _is_elsewhere(roll: Roll, sentence: Span, place: str | None) -> bool:
    """Whether a sentence tells of another place: who leads a delegation there need not be at the round."""
    return any(mention.kind == "place" and mention.name != place for mention, _, _ in roll.within(sentence))


def _attendances(found: _Found, sides: tuple[str, ...], belonging: Belonging) -> Iterator[Attendance]:
    order = list(_DEEDS)
    for person in sorted(found.deeds):
        deeds = found.deeds[person]
        deed = min(deeds, key=order.index)
        yield Attendance(person, belonging.side_of(person, sides), deed, tuple(sorted(set(deeds[deed]))))
    for person in sorted(found.named.keys() - found.deeds.keys()):
        yield Attendance(person, belonging.side_of(person, sides), None, tuple(sorted(set(found.named[person]))))


def _helpers(found: dict[str, list[Citation]]) -> tuple[Helper, ...]:
    return tuple(Helper(actor, tuple(sorted(set(found[actor])))) for actor in sorted(found))


def _read(scene: Scene, sentence: Citation, found: _Found, *, own: bool, held: bool) -> None:
    """What one sentence says; `own` if it reports the round itself, and does not only tell of its delegations."""
    article, span = sentence.article, sentence.span
    prose = scene.readings[article].article.prose
    certain = held and _UNDONE.search(prose, span.start, span.end) is None
    for mention, actor, body in scene.rolls[article].within(span):
        if actor is None:
            continue
        citation = Citation(article, mention.span)
        before = prose[max(span.start, mention.span.start - _BEFORE) : mention.span.start]
        if mention.kind == "person":
            deed = _deed(prose, span, mention, before, own=own) if certain else None
            if deed is not None:
                found.deeds[actor][deed].append(citation)
            elif own:
                found.named[actor].append(citation)
        if not own or body is None:
            continue
        if _HOSTED_BY.search(before) or _HOSTS.match(prose, mention.span.end, span.end):
            found.hosts[body].append(citation)
        if _MEDIATED_BY.search(before) or _MEDIATES.match(prose, mention.span.end, span.end):
            found.mediators[body].append(citation)


def _deed(prose: str, sentence: Span, mention: Mention, before: str, *, own: bool) -> str | None:
    """What a sentence says that a person did in talks."""
    done = _DONE_BY.search(before)
    if done is not None:
        return "chaired" if done["chairs"] else _DEED_OF[done["deed"]]
    does = _DOES.match(prose, mention.span.end, sentence.end)
    if does is not None:
        deed = _DEED_OF[does["deed"]]
        if does["others"] and deed == "led":
            return None
        if own or (deed in ("led", "represented a side", "attended", "signed") and _of_talks(prose, does, sentence)):
            return deed
    if own and _MET.search(before):
        return "met the others"
    return None


def _of_talks(prose: str, does: re.Match[str], sentence: Span) -> bool:
    return _IN_TALKS.search(prose, does.end(), min(sentence.end, does.end() + 40)) is not None
