"""Roles: what the article says a person is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from builder.reading.names import Mention
from builder.reading.role_words import (
    ARTICLES,
    GENERALS,
    HONORIFICS,
    LINKS,
    OPENERS,
    PAST,
    PORTFOLIOS,
    RANKING,
    RELATIONAL,
    RoleWords,
    rank_before,
    role_verb,
    role_words,
)
from builder.text import Span, covering


@dataclass(frozen=True, slots=True)
class Role:
    """`span` covers the role as written ("spokesman for U.S. forces"); `name` is the person's fullest form."""

    span: Span
    name: str


# How far a role may reach to either side of a name.
_REACH = 160
_MOST_MODIFIERS = 6
_MOST_TOGETHER = 8
_LONGEST_RANK = 25
_LONGEST_HOME = 40
_LONGEST_SERVED = 100
_WORD = re.compile(r"\w[\w.’'/&-]*")
_OWNER = re.compile(r"(?:['’]s|s['’])$")
_VERBAL = re.compile(
    r"(?<!retir)(?<!appoint)(?<!elect)(?<!arm)ed$|(?<!lead)(?<!rul)(?<!sitt)(?<!manag)(?<!found)(?<!govern)ing$"
)
_DANGLING = re.compile(r"(?:,? (?:and|or|of|in|for|to|at|on|the|a|an|also))+$")
_WHEN = re.compile(
    r"[ ,]+(?:(?:earlier |late )?(?:last|this|next) (?:day|week|month|year|weekend|spring|summer|autumn|fall|winter)\b"
    r"|(?:in|since|until|from) (?:[A-Z][a-z]+ )?\d{4}\b|for (?:\w+ )?(?:days|weeks|months|years)\b)"
)
# Where a role that follows a name ends.
_STOP = re.compile(
    r"[,.;:()\[\]“”\"\n!?—…](?<!\b[A-Z]\.)(?<!U\.S\.)(?<!U\.N\.)|\s[-–—]{1,2}\s"
    r"|\s(?:who|whom|whose|which|that|said|says|told|tells|added|adds|wrote|tweeted|was|is|were|has|had|have|will|would|"
    r"could|can|may|might|while|when|where|after|before|during|since|until|as|but|because|if|so|also|later|earlier|"
    r"on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
# "X, 43, a driver", "X (pictured), now a senator", "X, who also heads Y".
_APPOSITION = re.compile(
    r"(?: \([^()\n]{1,30}\))?(?:, (?:aged )?\d{1,3})?, "
    r"(?:who (?:[^,.;:()“”\"\n]{1,80}? and (?:also|now) |(?:also|now) )?)?"
)
_MEANWHILE = re.compile(r"(?:now|currently|formerly|then|also) ")
_PARTICIPLE = re.compile(r"[a-z-]+(?:ing|ed)")
_RETIRED = re.compile(r" \((?:[Rr]et(?:d|ired|'d)?\.?)\)$")
_GAPS = (" ", "\n", "\r\n")
# An abbreviation that closes its sentence: "president of the ABC."
_SENTENCE_END = re.compile(r"^[A-Z]{3,}\.$")
_COUNTS = ("two", "three", "four", "five", "six", "both", "several")
_CLOSING = frozenset(",.;)")
_ENCLOSED = frozenset(",;:()")
_POSSESSIVE = re.compile(r"['’](?:s\b)?")
# Between a body and its man or woman: "the Herald's Ana Levi", "Ana Levi of the Herald", "Ana Levi, from the Herald,".
_OWNS = re.compile(r"(?:['’]s|(?<=s)['’]) (?:[\w.]+ )?")
_BELONGS = re.compile(r",? (?:of|from|with) (?:the )?")
_PLURAL = re.compile(
    r", (?:the |both )?(?P<role>(?:[\w-]+ ){0,4}?(?P<noun>[a-z-]{3,})s)(?= (?:of|for|at|from|in|with) |[,.])"
)
# The end of what people are together, in front of the first: "ministers ", "the ministers, Sir ".
_PLURAL_BEFORE = re.compile(r"(?P<plural>s)(?P<comma>,?) (?:(?P<title>[A-Z][a-z]+\.?) )?$")
# Likewise with whom they serve: "the envoys of the League, Peru and Chad, ".
_PLURAL_OF = re.compile(
    r"(?P<plural>s) (?:of|from|for) (?P<served>(?:the )?[A-Z][\w ,.’'-]{1,60})(?P<comma>,) "
    r"(?:(?P<title>[A-Z][a-z]+\.?) )?$"
)
# Whose a person is, after an office and before the name: "the chair, Peru's ".
_HOME = re.compile(r"(?<=,) (?:[A-Z][\w.-]+ ){0,3}[A-Z][\w.-]*(?:['’]s|(?<=s)['’]) $")
# Between people who share an office: "A of X, B", "A and Mr. B".
_TOGETHER = re.compile(r"(?: of (?:the )?[A-Z][\w-]+)?(?:,| and|, and) (?:[A-Z][a-z]+\.? )?")
_SPOKESMAN = re.compile(r"\nAn? (?P<role>[\w’'. -]{0,60}?spokes(?:man|woman|person)\b)")
_SAYS = re.compile(r" (?:said|told|added|says)\b")
_BRACKET = re.compile(r" \(")


def find_roles(prose: str, sentences: tuple[Span, ...], mentions: tuple[Mention, ...]) -> tuple[Role, ...]:
    """What `prose` says of the people among `mentions`, in the order of the text."""
    words = role_words()
    roles: set[tuple[Span, str]] = set()
    people = [mention for mention in mentions if mention.kind == "person"]
    starts = [mention.span.start for mention in people]
    for mention in people:
        sentence = covering(sentences, mention.span.start)
        low = max(sentence.start if sentence else 0, mention.span.start - _REACH)
        high = min(sentence.end if sentence else len(prose), mention.span.end + _REACH)
        if sentence is None:
            line = prose.rfind("\n\n", low, mention.span.start)
            low = line + 2 if line >= 0 else low
        start = mention.span.start
        home = (
            _HOME.search(prose, max(low, start - _LONGEST_HOME), start)
            if prose.startswith(",", mention.span.end)
            else None
        )
        start = home.start() if home else start
        for span in (*_before(prose, low, start, words), *_after(prose, mention.span.end, high, words)):
            if not _owners(prose, span, mention) and not _anothers(prose, span, mention, people, starts, words):
                roles.add((span, mention.name))
    roles.update(_shared(prose, people, words))
    for further in (_named_later(prose, people, starts, words), _affiliations(prose, mentions), _ranks(prose, people)):
        told = {name for _, name in roles}
        roles.update((span, name) for span, name in further if name not in told)
    return tuple(Role(span, name) for span, name in sorted(roles))


def _affiliations(prose: str, mentions: tuple[Mention, ...]) -> Iterator[tuple[Span, str]]:
    """The bodies that people are said to belong to: all that is known of some."""
    for before, after in pairwise(mentions):
        gap = prose[before.span.end : after.span.start]
        body, person, link = (before, after, _OWNS) if after.kind == "person" else (after, before, _BELONGS)
        if person.kind != "person" or body.kind not in ("organisation", "group") or " " not in person.name:
            continue
        found = link.fullmatch(gap)
        if found and (link is _BELONGS or gap.count(" ") == 1 or gap.split()[-1].lower() in HONORIFICS):
            yield body.span, person.name


def _shared(prose: str, people: list[Mention], words: RoleWords) -> Iterator[tuple[Span, str]]:
    """What several people are together: "Presidents A of X and B of Y", "A and B, co-chairs of Z"."""
    for at, mention in enumerate(people):
        start, end = mention.span.start, mention.span.end
        before = _PLURAL_BEFORE.search(prose, max(0, start - _LONGEST_RANK), start)
        before = before or _served(prose, start)
        if before and (not before["title"] or _is_title(before["title"].lower(), words)):
            pieces = list(_WORD.finditer(prose, max(0, start - _REACH), before.end("plural")))
            bearers = (mention, *_coordinated(prose, people, at, 1))
            if pieces and _is_noun(pieces[-1].group()[:-1], words):
                first = _modifiers(prose, pieces, len(pieces) - 1, words)
                span = Span(pieces[first].start(), before.start("plural"))
                opened = first > 0 and pieces[first - 1].group().lower() in (*ARTICLES, *_COUNTS)
                # "The ministers, A and B, met", not "after a row of the ministers, A and B left".
                closed = prose[bearers[-1].span.end : bearers[-1].span.end + 1] in _CLOSING
                if not before["comma"] or (opened and closed and len(bearers) > 1):
                    for bearer in bearers:
                        yield span, bearer.name
        plural = _PLURAL.match(prose, end) if prose.startswith(",", end) else None
        if plural and plural["role"].split()[0] in PAST:
            plural = None  # "A and B, met two ministers"
        others = _coordinated(prose, people, at, -1) if plural else []
        if plural and others and _is_noun(plural["noun"], words):
            for span in _trimmed(prose, plural.start("role"), _stop(prose, plural.end(), end + _REACH)):
                for bearer in (mention, *others):
                    yield span, bearer.name


def _served(prose: str, start: int) -> re.Match[str] | None:
    """What ends at `start` with an office of several people and the names of those whom they serve."""
    if not prose.endswith(" ", 0, start) or "," not in prose[max(0, start - _LONGEST_RANK) : start]:
        return None
    found = _PLURAL_OF.search(prose, max(0, start - _LONGEST_SERVED), start)
    small = [word for word in found["served"].split() if word[0].islower()] if found else []
    return found if all(word in ("and", "the") for word in small) else None


def _named_later(prose: str, people: list[Mention], starts: list[int], words: RoleWords) -> Iterator[tuple[Span, str]]:
    """The spokesman of one paragraph whom the quotation of the next names: "A spokesman for X said. / “…,” Y said."."""
    for found in _SPOKESMAN.finditer(prose):
        at = bisect_left(starts, found.start())
        speaker = people[at] if at < len(people) else None
        if speaker is None or " " not in speaker.span.of(prose) or not _SAYS.match(prose, speaker.span.end):
            continue
        between = prose[found.end() : speaker.span.start].split("\n")
        paragraphs = [paragraph for paragraph in between if paragraph.strip()]
        if len(paragraphs) == len(("the spokesman's", "the quotation's")) and paragraphs[1].startswith(("“", '"')):
            for span in _phrase(prose, found.start("role"), found.start("role") + _REACH, words):
                yield span, speaker.name


def _coordinated(prose: str, people: list[Mention], at: int, step: int) -> list[Mention]:
    """Those before (`step` -1) or after (1) the one at `at`, with nothing but a comma or "and" between."""
    together: list[Mention] = []
    here = at + step
    while 0 <= here < len(people) and len(together) < _MOST_TOGETHER:
        left, right = sorted((people[here - step].span, people[here].span))
        if _TOGETHER.fullmatch(prose, left.end, right.start) is None:
            break
        together.append(people[here])
        here += step
    return together


def _ranks(prose: str, people: list[Mention]) -> Iterator[tuple[Span, str]]:
    """Ranks in front of full names: "Colonel Ana Levi"."""
    for mention in people:
        start = mention.span.start
        rank = rank_before().search(prose, max(0, start - _LONGEST_RANK), start)
        if rank and " " in mention.span.of(prose):
            yield Span(rank.start(), rank.end() - 1), mention.name


def _anothers(  # noqa: PLR0917  (one span among all people)
    prose: str, span: Span, bearer: Mention, people: list[Mention], starts: list[int], words: RoleWords
) -> bool:
    """Whether a title belongs to the next in a list: "A. Levi, Foreign Minister B. Silva and"."""
    inside = people[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
    other = next((mention for mention in inside if mention.span != bearer.span), None)
    if other is None or _POSSESSIVE.match(prose, other.span.end):
        return False  # "Silva's deputy" is none of Silva's titles
    if span.start < bearer.span.start:
        return True
    lead = prose[span.start : other.span.start].lower().split()
    links = [at for at, word in enumerate(lead) if word in LINKS and word != "and"]
    # "An adviser to President Silva" says who is advised, "Secretary of State Silva" who Silva is.
    rest = lead[links[-1] + 1 :] if links else []
    return not links or not (all(word in ARTICLES for word in rest) or any(_is_title(word, words) for word in rest))


def _owners(prose: str, span: Span, bearer: Mention) -> bool:
    """Whether a comma lies between a title and the owner of something: "for the minister, Levi's fund is"."""
    apart = span.end < bearer.span.start and prose.startswith(",", span.end)
    return apart and _POSSESSIVE.match(prose, bearer.span.end) is not None


def _is_function(word: str, words: RoleWords) -> bool:
    """Whether a small word ends a role; "WHO" and "US" are none."""
    lower = word.lower()
    return lower in words.function and lower not in RANKING and not (len(word) > 1 and word.isupper())


def _is_noun(word: str, words: RoleWords) -> bool:
    lower = word.lower()
    if lower in words.nouns or lower in words.offices:
        return True
    if "-" in lower:
        parts = lower.split("-")
        return parts[-1] in words.nouns or (parts[0] in words.nouns and parts[-1] in ("elect", "designate", "general"))
    return False


def _before(prose: str, low: int, start: int, words: RoleWords) -> Iterator[Span]:
    """Roles that end at a name: "Peru's counterterrorism envoy X", "the head of the council, X"."""
    end = start
    while end > low and prose[end - 1] in " \n":
        end -= 1
    comma = end > low and prose[end - 1] == ","
    if comma:
        end -= 1
    elif end > low and prose[end - 1] == ")":
        retired = _RETIRED.search(prose, max(low, end - 12), end)
        end = retired.start() if retired else end
    last_word = prose[prose.rfind(" ", low, end) + 1 : end]
    if not comma and last_word.islower() and _is_function(last_word, words):
        return
    pieces = list(_WORD.finditer(prose, low, end))
    if not pieces or pieces[-1].end() != end or (not comma and end == start):
        return
    at = len(pieces) - 1
    at = _titles_end(prose, pieces, at, words)
    if 0 <= at < len(pieces) - 1:
        comma = comma or prose.startswith(",", pieces[at].end())  # "the commander, Gen. X"
    if at < 0 or pieces[at].group().lower() in LINKS:
        return  # "an adviser to X", "the envoy and X": somebody else's
    if _SENTENCE_END.search(pieces[at].group()):
        return
    last = at
    head = _head(prose, pieces, at, words, comma=comma)
    if head is None:
        return
    first = _modifiers(prose, pieces, head, words)
    while comma and (outer := _outer(prose, pieces, first, words)) is not None:
        further = _modifiers(prose, pieces, outer, words)
        if further > 0 and pieces[further - 1].group() in ("a", "an"):
            break  # "an adviser to the chairman, X": the chairman
        head, first = outer, further
    if comma and first == head == last and not (first > 0 and pieces[first - 1].group().lower() in ARTICLES):
        return
    said = [piece.group().lower() for piece in pieces[first : last + 1]]
    # "Nurse Levi" may only be how she is called, "the nurse Ana Levi" is one.
    if all(word in words.rank_words or word in words.honorifics for word in said) and not (
        pieces[head].group().islower() and said[-1] in words.nouns
    ):
        return
    if len(said) == 1 and said[0] in RELATIONAL:
        return
    if last > head and _PARTICIPLE.fullmatch(pieces[head + 1].group()):
        last = head  # "the envoy talking to the rebels, X"
    span_start, span_end = pieces[first].start(), pieces[last].end()
    opened = first == 0 or pieces[first - 1].group().lower() in OPENERS
    if comma and not opened and not _owned(pieces, first, head):
        return
    yield Span(span_start, span_end)


def _outer(prose: str, pieces: list[re.Match[str]], first: int, words: RoleWords) -> int | None:
    """The role noun that what begins at `first` depends on: "envoy" before "of the secretary-general"."""
    if first < 3 or pieces[first - 1].group().lower() not in ARTICLES:
        return None
    head = first - 3
    tight = not _ENCLOSED.intersection(prose[pieces[head].end() : pieces[first].start()])
    linked = pieces[first - 2].group().lower() in ("of", "to")
    return head if tight and linked and (_is_noun(pieces[head].group(), words) or _general(pieces, head)) else None


def _is_title(word: str, words: RoleWords) -> bool:
    return word in HONORIFICS or word in words.rank_words or _is_noun(word, words)


def _titles_end(prose: str, pieces: list[re.Match[str]], at: int, words: RoleWords) -> int:
    """Skip "Mullah", "Mr.", "Maj. Gen." between a role and the name."""
    while (
        at >= 0
        and (pieces[at].group().lower() in HONORIFICS or pieces[at].group().lower() in words.honorifics)
        and pieces[at].group().lower() not in words.nouns
        and not _general(pieces, at)
    ):
        at -= 1
    behind = at
    while behind >= 0 and pieces[behind].group().lower() in words.rank_words and not _general(pieces, behind):
        behind -= 1
    if not 0 <= behind < at:
        return at
    aside = prose.startswith(",", pieces[behind].end())
    office = aside or _is_noun(pieces[behind].group(), words) or _general(pieces, behind)
    return behind if office else at


def _general(pieces: list[re.Match[str]], at: int) -> bool:
    """Whether "general" closes an office here: "Director General", "secretary general"."""
    return at > 0 and pieces[at].group().lower() == "general" and pieces[at - 1].group().lower() in GENERALS


def _owned(pieces: list[re.Match[str]], first: int, head: int) -> bool:
    return any(piece.group().endswith(("'s", "’s", "s'", "s’")) for piece in pieces[first : head + 1])


def _head(prose: str, pieces: list[re.Match[str]], at: int, words: RoleWords, *, comma: bool) -> int | None:
    """The role noun of a phrase that ends at `at`: the last word, or one that "of …" follows."""
    if _is_noun(pieces[at].group(), words) or _general(pieces, at):
        # "Secretary of State": "State" is none, but "head of state" ends in no role noun either.
        return at
    steps = 0
    here = at
    while here > 0 and steps < (12 if comma else 7):
        word = pieces[here].group()
        lower = word.lower()
        opens = lower in LINKS or (comma and _PARTICIPLE.fullmatch(word))
        if opens and (_is_noun(pieces[here - 1].group(), words) or _general(pieces, here - 1)):
            return here - 1
        if not (word[0].isupper() or lower in LINKS or lower in ARTICLES or comma or lower in ("state", "staff")):
            return None
        if _is_function(word, words) and lower not in LINKS and lower not in ARTICLES:
            return None
        if not _ENCLOSED.isdisjoint(prose[pieces[here - 1].end() : pieces[here].start()]):
            return None
        here -= 1
        steps += 1
    return None


def _modifiers(prose: str, pieces: list[re.Match[str]], head: int, words: RoleWords) -> int:
    """The first word of the phrase whose noun is at `head`: adjectives, nouns and owners before it."""
    first = head
    small = 0
    # Before a capital only adjectives of time and rank may be small ("told President X").
    titled = pieces[head].group()[0].isupper()
    while first > 0 and head - first < _MOST_MODIFIERS:
        piece, following = pieces[first - 1], pieces[first]
        gap = prose[piece.end() : following.start()]
        word = piece.group()
        if gap == ") " and word.isupper() and first > 1 and prose[pieces[first - 2].end() : piece.start()] == " (":
            first -= 1  # "the League (LFP) founder"
            continue
        if gap not in _GAPS and not (gap == " (" and following.group().isupper()):
            break
        lower = word.lower()
        tight = first > 1 and prose[pieces[first - 2].end() : piece.start()] in _GAPS
        linked = pieces[first - 2].group() if tight else ""
        # "Dean and chaplain", "Secretary of State", "State Bank of Peru governor".
        named = lower == "of" and following.group()[0].isupper() and linked[:1].isupper()
        if (lower == "and" and (_is_noun(linked, words) or linked in PORTFOLIOS)) or named:
            first -= 2
            continue
        if _OWNER.search(word):
            return _owner(prose, pieces, first - 1, words)
        if lower in ARTICLES or lower in LINKS or _is_function(word, words):
            break
        if word[0].islower() and lower not in RANKING:
            small += 1
            if titled or small > 3 or lower in PAST or _VERBAL.search(lower):
                break
        titled = titled or word[0].isupper()
        first -= 1
    return first


def _owner(prose: str, pieces: list[re.Match[str]], at: int, words: RoleWords) -> int:
    """The first word of an owner of several words: "South Korea's", "the New York Times’"."""
    while at > 0 and pieces[at].group()[0].isupper():
        before = pieces[at - 1]
        if (
            not before.group()[0].isupper()
            or prose[before.end() : pieces[at].start()] != " "
            or _is_function(before.group(), words)
        ):
            break
        at -= 1
    return at


def _after(prose: str, end: int, high: int, words: RoleWords) -> Iterator[Span]:
    """Roles that follow a name: "X, a spokeswoman for Y,", "X, who heads Y", "X was appointed as Y"."""
    opened = _APPOSITION.match(prose, end, high) or _BRACKET.match(prose, end, high)
    if opened is not None:
        at = opened.end()
        verb = role_verb().match(prose, at, high) if "who" in opened.group() else None
        if verb is not None and verb.lastgroup == "heading":
            yield from _trimmed(prose, at, _stop(prose, verb.end(), high))
            return
        if verb is not None:
            at = verb.end()
        elif "who" in opened.group():
            return
        yield from _phrase(prose, at, high, words)
        return
    if prose.startswith(" ", end):
        verb = role_verb().match(prose, end + 1, high)
        if verb is not None and verb.lastgroup == "naming":
            yield from _phrase(prose, verb.end(), high, words)


def _stop(prose: str, at: int, high: int) -> int:
    found = _STOP.search(prose, at, high)
    return found.start() if found else min(high, len(prose))


def _phrase(prose: str, at: int, high: int, words: RoleWords) -> Iterator[Span]:
    """A noun phrase at `at` whose head is a role noun, before any preposition."""
    meanwhile = _MEANWHILE.match(prose, at, high)
    at = meanwhile.end() if meanwhile else at
    stop = _stop(prose, at, high)
    pieces = list(_WORD.finditer(prose, at, stop))
    if not pieces:
        return
    first = 0
    if pieces[0].group().lower() in ARTICLES:
        first = 1
    ranked = pieces[0].group().lower() in RANKING
    for index in range(first, min(len(pieces), first + 9)):
        word = pieces[index].group()
        lower = word.lower()
        if index > first == 0 and word[0].isupper() and pieces[0].group().islower() and not ranked:
            return  # "X, met President Y": before a capital only words of time and rank are small
        following = pieces[index + 1].group() if index + 1 < len(pieces) else ""
        if _is_noun(word, words) and not _is_noun(following, words):
            if _PARTICIPLE.fullmatch(following):
                stop = pieces[index].end()  # "an official chairing the talks"
            if stop > pieces[index].end() or index > first or lower not in RELATIONAL:
                yield from _trimmed(prose, pieces[first].start(), stop)
            return
        if lower == "and" and index > first and following.islower() and pieces[index - 1].group().islower():
            continue  # "defence and diplomatic correspondent"
        if lower in LINKS or _is_function(word, words):
            return


def _trimmed(prose: str, start: int, end: int) -> Iterator[Span]:
    while end > start and prose[end - 1].isspace():
        end -= 1
    timed = _WHEN.search(prose, start, end)
    end = timed.start() if timed else end
    dangling = _DANGLING.search(prose, start, end)
    end = dangling.start() if dangling else end
    if end > start:
        yield Span(start, end)
