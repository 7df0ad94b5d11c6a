"""Terms that an article explains or that a reader would look up."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from builder.reading.abbreviations import find_abbreviations
from builder.reading.names import Mention
from builder.reading.words import load_set, load_words
from builder.text import Span, covering

_WORD = re.compile(r"[^\W_]+(?:[-.'’&]{1,2}[^\W_]+)*")
_QUOTED = re.compile(r"[“\"‘](?P<term>[^\W_][^“”\"‘’\n]{1,32}[^\W_])[”\"’](?P<head> [a-z]+)?")
# "Article 50", "Resolution 242", "Chapter VII".
_PROVISIONS = frozenset(("annex", "article", "chapter", "protocol", "resolution", "section"))
_PROVISION = re.compile(r"[A-Z][a-z]+\s(?:\d+[A-Za-z]?|[IVX]+)\b")
# A bare adjective in quotation marks judges: a "disastrous" deal.
_ADJECTIVE = re.compile(r"[a-z]+(?:able|al|ful|ible|ic|ish|ive|less|ous|ed)")
_NAMING = re.compile(
    r"\b(?:so-called|(?:(?:also|better|formally|widely|collectively|officially|popularly) )?known as"
    r"|referred to as|dubbed|termed|what (?:[\w’'-]+ ){1,3}?calls?(?= [\"“‘]))\s+(?:the |an? )?",
)
_NAMING_CUES = ("so-called", "known as", "referred to", "dubbed", "termed", "what ")
_EXPLAINING = re.compile(r",? (?:or|an?|the|which (?:is|are|was|were) (?:an?|the)|known as|[–—-] ?an?) ")
# What may follow a term in a sentence that says what it is or does: as its subject, or in a relative clause.
_SUBJECT_DEFINES = re.compile(
    r"[)”\"’]* (?:(?:is|are|was|were) (?:an?|the|intended|meant|designed) |refers? to |means? |provides? |stipulates? "
    r"|requires? |obliges? |commits? |calls? for |called for |sets? out |curb(?:s|ed) |envisages? "
    r"|foresees? |outlined? "
    r"|outlines |saw [A-Z])"
)
_RELATIVE_DEFINES = re.compile(
    r"[)”\"’]*(?: [a-z]+)?(?:,? under which |,? (?:intended|designed|meant|aimed) (?:to|at) |(?:,| -| –| —)"
    r" which (?:aims?|refers? to|means?"
    r"|calls?|called|requires?|outlined|outlines|sets?|lays?|laid|provides?|commits?|obliges?|allows?|is|are|means?) )"
)
_EXPLAINED_AFTER = re.compile(r",?[”\"’],? (?:which|under which|that is|meaning|or|i\.e\.) ")
_DEFINES_BEFORE = re.compile(r"(?:^|[“\"])Under (?:the |an? |its |their |this )?(?:terms of the |so-called )?[“\"]?$")
_DETERMINER_BEFORE = re.compile(r"\b(?:an?|the|any|its|their|his|her|of|this|that|for)\s$")
_AFTER_CORE = re.compile(r" (?:of|for|that|which|in|to|on|by|with|from|where|made|set|held|under|between|who) ")
_CLAUSE_END = re.compile(r"[,.](?!\d)|[;\n)(–—]")
_NAME_GOES_ON = re.compile(r"[A-Z][\w-]*(?:\s(?:and )?[A-Z][\w-]*){0,3}")
_END_OF_NAME = re.compile(r"[^\w .&'’-]|[.](?:\s|$)| (?:for|in|on|at|by|from|that|which|who|with|and|is|was|were|are) ")
# A name in such a phrase is not what the apposition behind it explains: "signed at the Palace, a pact that".
_ABODE = re.compile(r"\b(?:at|in|on|near)(?: the)? $")
_ATTRIBUTED = re.compile(r"(?:[A-Z][\w.-]* )*[A-Z][\w.-]*(?:['’]s|s['’]) (?=[A-Z])")
_LINKS = ("of the ", "for the ", "on the ", "of ", "for ", "on ")
_TIMELY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august"
    r"|(?:septem|octo|novem|decem)ber",
    re.IGNORECASE,
)
_AFTER_QUOTE = frozenset(
    ("deal", "clause", "zone", "line", "policy", "plan", "approach", "solution", "doctrine", "rule")
)
# Heads that go with the name of who thought of it ("Drago doctrine").
_AFTER_PEOPLE = frozenset(("doctrine", "formula", "framework", "plan", "initiative", "declaration", "protocol"))
# Heads that a pair of names does not single out: a "US-Cuban government" is none.
_RULERS = frozenset(("government", "administration", "border", "force", "forces", "parliament", "republic", "system"))
# How many sides, levels or steps something has: "four-party talks", "two-layer registry".
_NUMBERED = re.compile(
    r"(?:two|three|four|five|six|seven|eight|nine|ten|dual|twin|multi|\d{1,2})"
    r"-(?:party|nation|power|state|track|layer|tier|stage|step|chamber|speed)"
)
# An undertaking with a name of its own: "Operation Morning Tide".
_OPERATION = re.compile(r"\bOperation [A-Z][\w-]+(?: [A-Z][\w-]+){0,2}")
# Words in front of a noun that single out one of many and so belong to no term.
_PAIR = re.compile(r"[A-Z][\w.]*-(?:and-)?[A-Z][\w.]*|(?:[Ii]nter|[Ii]ntra|[Pp]an|[Nn]on)-[A-Z]\w+")


@dataclass(frozen=True, slots=True)
class Definition:
    """`span` is an occurrence of `term`; `definition` covers the words that explain it, where there are any."""

    span: Span
    term: str
    definition: Span | None


@dataclass(frozen=True, slots=True)
class _Lists:
    """`triggers`: the words at which any of the lists has to be looked at."""

    words: frozenset[str]
    heads: frozenset[str]
    acts: frozenset[str]
    strong: frozenset[str]
    plain: frozenset[str]
    proper: frozenset[str]
    modifiers: frozenset[str]
    phrases: frozenset[str]
    phrase_ends: dict[str, tuple[int, ...]]
    classes: frozenset[str]
    triggers: frozenset[str]


def _with_plural(word: str) -> tuple[str, ...]:
    if word.endswith(("s", "talks")):
        return (word,)
    if word.endswith("y") and word[-2:-1] not in ("a", "e", "o"):
        return (word, word[:-1] + "ies")
    return (word, word + ("es" if word.endswith(("x", "ch", "sh")) else "s"))


@cache
def _lists() -> _Lists:
    rows = load_words("term_heads")
    phrases = frozenset(form for phrase in load_set("term_phrases") for form in _with_plural(phrase))
    ends: dict[str, set[int]] = {}
    for phrase in phrases:
        parts = _WORD.findall(phrase)
        ends.setdefault(parts[-1], set()).add(len(parts))
    modifiers = load_words("term_modifiers")
    words = frozenset(form for row in load_words("term_words") for form in (*_with_plural(row[0]), *row[1:]))
    heads = frozenset(form for row in rows for form in _with_plural(row[0]))
    return _Lists(
        words=words,
        heads=heads,
        acts=frozenset(form for row in rows if row[1:] == ("act",) for form in _with_plural(row[0])),
        strong=frozenset(row[0].lower() for row in modifiers if row[1] == "strong"),
        plain=frozenset(form for phrase in load_set("term_plain") for form in _with_plural(phrase)),
        proper=frozenset(row[0] for row in modifiers if row[0] != row[0].lower()),
        modifiers=frozenset(row[0].lower() for row in modifiers),
        phrases=phrases,
        phrase_ends={end: tuple(sorted(lengths, reverse=True)) for end, lengths in sorted(ends.items())},
        classes=frozenset(form for word in load_set("term_classes") for form in _with_plural(word)),
        triggers=words | heads | _PROVISIONS | ends.keys(),
    )


def find_terms(prose: str, sentences: tuple[Span, ...], mentions: tuple[Mention, ...]) -> tuple[Definition, ...]:
    """Each term once: where it is explained, or else where it first stands."""
    people = tuple(mention.span for mention in mentions if mention.kind == "person")
    named = {mention.span.end: mention for mention in mentions if mention.kind in ("person", "place", "state")}
    found: list[Definition] = [
        *_abbreviations(prose, sentences, mentions),
        *_named_so(prose, people),
        *_set_in_quotes(prose),
        *_concepts(prose, named, mentions, people),
        *_operations(prose),
        *_appositions(prose, mentions, people),
    ]
    best: dict[str, Definition] = {}
    for term in sorted(found, key=lambda item: (item.span, item.definition is None, item.term)):
        explained = term.definition or _defining_sentence(prose, sentences, term.span)
        if explained is not None and explained != term.definition:
            term = Definition(term.span, term.term, explained)  # noqa: PLW2901
        key = _key(term.term)
        if key not in best or _better(term, best[key]):
            best[key] = term
    kept = _without_pieces(tuple(best.values()))
    return tuple(sorted(kept, key=lambda item: (item.span, item.term)))


def _better(term: Definition, held: Definition) -> bool:
    """Whether `term` is explained where `held` is not, or is the singular of what neither explains."""
    if held.definition is not None:
        return False
    return term.definition is not None or held.term == f"{term.term}s"


def _key(term: str) -> str:
    """What makes two written forms one term: letters alone, a plural -s apart."""
    folded = re.sub(r"[\W_]+", "", term).casefold()
    return folded[:-1] if folded.endswith("s") and not folded.endswith("ss") else folded


def _without_pieces(terms: tuple[Definition, ...]) -> list[Definition]:
    """Leave out the "ceasefire" that only ever stood within "permanent ceasefire"."""
    kept: list[Definition] = []
    for term in sorted(terms, key=lambda item: (item.span.start, -item.span.end)):
        if kept and kept[-1].span.contains(term.span) and term.definition is None:
            continue
        kept.append(term)
    return kept


_EARLY = 80  # characters of a sentence in which its subject begins


def _defining_sentence(prose: str, sentences: tuple[Span, ...], span: Span) -> Span | None:
    """The sentence around a term, when it tells what the thing is or provides."""
    sentence = covering(sentences, span.start)
    if sentence is None:
        return None
    early = span.start - sentence.start < _EARLY
    if early and _DEFINES_BEFORE.search(prose[sentence.start : span.start]):
        return sentence
    if _RELATIVE_DEFINES.match(prose, span.end, sentence.end):
        return sentence
    before = prose[sentence.start : span.start if early else sentence.start + 1].lower().rstrip('“"‘ ')
    subject = early and before in ("the", "a", "an", "the so-called", "so-called", "")
    return sentence if subject and _SUBJECT_DEFINES.match(prose, span.end, sentence.end) else None


def _abbreviations(prose: str, sentences: tuple[Span, ...], mentions: tuple[Mention, ...]) -> Iterator[Definition]:
    """Abbreviations beside what they stand for, and what they stand for."""
    bodies = {
        mention.span.end: mention.span
        for mention in mentions
        if mention.kind in ("organisation", "group") and not _goes_back(prose, mention.span.start)
    }
    for found in find_abbreviations(prose, sentences):
        long = found.long or bodies.get(found.short.start - 2)
        if long is not None:
            yield Definition(found.short, found.short.of(prose), long)
        if long is not None and not found.ahead:
            yield Definition(long, " ".join(long.of(prose).split()), None)


def _goes_back(prose: str, start: int) -> bool:
    """Whether a name may begin before `start`: after "and" or another capital."""
    before = prose[max(0, start - 30) : start].split()
    return bool(before) and (before[-1] == "and" or before[-1][0].isupper())


def _named_so(prose: str, people: tuple[Span, ...]) -> Iterator[Definition]:
    """What stands after "so-called", "known as" and the like."""
    heads = _lists().heads
    if not any(cue in prose for cue in _NAMING_CUES):
        return
    for match in _NAMING.finditer(prose):
        at = match.end() + prose.startswith("'", match.end())
        quoted = _QUOTED.match(prose, at)
        if quoted:
            span = Span(quoted.start("term"), quoted.end("term"))
        else:
            ahead = prose[at : at + 60]
            stop = _END_OF_NAME.search(ahead)
            words = (ahead[: stop.start()] if stop else ahead[: ahead.rfind(" ")]).split(" ")
            capitals = [word[:1].isupper() for word in words]
            count = capitals.index(False) if False in capitals else len(words)
            if count == 0 and match[0].lstrip().startswith(("so-called", "known", "also", "dubbed")):
                # A term in lower case ends with its head, or fills the space up to the next mark.
                count = next((n for n, word in enumerate(words[:4], 1) if word.strip(".,") in heads), 0)
                count = count or (len(words) if words[0] in _lists().words or (stop and len(words) in (2, 3)) else 0)
            elif count and count < len(words) and words[count] in heads:
                count += 1
            span = Span(at, at + len(" ".join(words[:count]).rstrip(" .'’")))
        before = covering(people, max(match.start() - 3, 0))
        if quoted and " " not in span.of(prose) and "known" not in match[0] and "so-called" not in match[0]:
            continue  # "termed 'disastrous'" judges and names nothing
        if (
            (span.end - span.start < 3 and not _is_code(span.of(prose)))
            or before is not None
            or covering(people, span.start) is not None
        ):
            continue
        yield Definition(span, span.of(prose), _described_before(prose, match) if "known" in match[0] else None)


def _is_code(term: str) -> bool:
    """Whether two signs are a name: "E3"."""
    return bool(re.fullmatch(r"[A-Z]\d", term))


def _described_before(prose: str, match: re.Match[str]) -> Span | None:
    """In "a traditional gathering known as ..." the noun phrase that is being named."""
    window = prose[max(0, match.start() - 80) : match.start()]
    starts = [m.start(1) for m in re.finditer(r"(?:^|[\s(])((?:an?) )(?=\w)", window)]
    if not starts:
        return None
    text = window[starts[-1] :].rstrip(" ,(–—")
    if len(text.split()) < 2 or re.search(r"[,;:.\n]", text):
        return None
    start = match.start() - len(window) + starts[-1]
    return Span(start, start + len(text))


def _set_in_quotes(prose: str) -> Iterator[Definition]:
    """Quotation marks around one to four words before a telling noun: a "standstill" clause."""
    heads = _lists().heads
    for match in _QUOTED.finditer(prose):
        head = (match["head"] or "").strip()
        if head not in heads and head not in _AFTER_QUOTE:
            yield from _quoted_whole(prose, match)
            continue
        if len(match["term"].split()) > 4 or re.search(r"[.,;:?!]", match["term"]):
            continue
        lone = match["term"].islower() and " " not in match["term"]
        if lone and (head not in _AFTER_QUOTE or _ADJECTIVE.fullmatch(match["term"])):
            continue
        if _DETERMINER_BEFORE.search(prose[max(0, match.start() - 6) : match.start()]):
            end = match.end() if len(match["term"].split()) > 1 or match["term"][0].isupper() else match.end("term")
            text = prose[match.start("term") : end]
            yield Definition(Span(match.start("term"), end), re.sub(r"[“”\"‘’]", "", text), None)


def _quoted_whole(prose: str, match: re.Match[str]) -> Iterator[Definition]:
    """A quoted noun with what makes it a term, explained behind it: the "two-basket approach", which means"."""
    words = match["term"].split(" ")
    if not 1 < len(words) < 5 or (words[-1] not in _lists().heads and words[-1] not in _AFTER_QUOTE):
        return
    if _EXPLAINED_AFTER.match(prose, match.end("term")) and _DETERMINER_BEFORE.search(
        prose[max(0, match.start() - 6) : match.start()]
    ):
        yield Definition(Span(match.start("term"), match.end("term")), match["term"], None)


_LONGEST_ACRONYM = 5


def _concepts(
    prose: str, named: dict[int, Mention], mentions: tuple[Mention, ...], people: tuple[Span, ...]
) -> Iterator[Definition]:
    """Words of the lists, and heads with what makes them terms."""
    lists = _lists()
    bodies = tuple(mention.span for mention in mentions if mention.kind in ("organisation", "group"))
    words = list(_WORD.finditer(prose))
    lowered = [word[0].lower() for word in words]
    triggers = lists.triggers
    for n in [n for n, word in enumerate(lowered) if word in triggers]:
        word = lowered[n]
        if len(word) > _LONGEST_ACRONYM and words[n][0].isupper():
            continue  # a heading's capitals say it again elsewhere
        if word in _PROVISIONS:
            provision = _PROVISION.match(prose, words[n].start())
            if provision is not None:
                text = " ".join(provision[0].split())
                yield Definition(Span(provision.start(), provision.end()), text, None)
        lengths = lists.phrase_ends.get(word)
        if lengths:
            for length in lengths:
                if length <= n + 1 and " ".join(lowered[n - length + 1 : n + 1]) in lists.phrases:
                    yield _term(prose, words[n - length + 1], words[n])
                    break
        if word in lists.words and not (
            n + 1 < len(words) and words[n + 1][0][:1].isupper() and _touching(prose, words[n], words[n + 1])
        ):
            yield _term(prose, words[n], words[n])
        if word in lists.heads and not (word == "plans" and lowered[n + 1 : n + 2] == ["to"]):  # "plans to leave"
            title = words[n][0][:1].isupper()
            if title and word == "bill" and covering(people, words[n].start()) is not None:
                continue  # somebody's name
            found = _title(prose, words, n, bodies) if title else None
            found = found or _headed(prose, words, n, lowered=lowered, named=named)
            if found is not None:
                yield found


def _operations(prose: str) -> Iterator[Definition]:
    """Undertakings that have names."""
    if "Operation " in prose:
        for match in _OPERATION.finditer(prose):
            yield Definition(Span(match.start(), match.end()), match[0], None)


def _touching(prose: str, left: re.Match[str], right: re.Match[str]) -> bool:
    return prose[left.end() : right.start()] in (" ", "\n")


def _headed(
    prose: str, words: list[re.Match[str]], head: int, *, lowered: list[str], named: dict[int, Mention]
) -> Definition | None:
    """A head with its modifiers in front: "prisoner exchange", "U.S.-Cuban accord", "Minsk agreement"."""
    lists, first, strong = _lists(), head, False
    while first > 0 and head - first < 4 and _touching(prose, words[first - 1], words[first]):
        word = words[first - 1][0]
        pair = lowered[head] not in _RULERS and bool(_PAIR.fullmatch(word))
        bearer = named.get(words[first - 1].end()) if first == head and lowered[head] in lists.acts else None
        called = bearer is not None and (bearer.kind != "person" or lowered[head] in _AFTER_PEOPLE)
        numbered = "-" in word and bool(_NUMBERED.fullmatch(lowered[first - 1]))
        if not (pair or called or numbered or lowered[first - 1] in lists.modifiers):
            break
        strong = strong or pair or called or numbered or lowered[first - 1] in lists.strong
        first -= 1
        while called and bearer is not None and first > 0 and words[first - 1].start() >= bearer.span.start:
            first -= 1
    if first == head or not strong:
        return None
    if head + 1 < len(words) and _touching(prose, words[head], words[head + 1]) and lowered[head + 1] in lists.heads:
        return None  # the next word is the head of a longer term
    if " ".join(lowered[first : head + 1]) in lists.plain or prose[words[first].start() : words[head].end()].isupper():
        return None
    return _term(prose, words[first], words[head], name=words[first].end() in named)


def _title(prose: str, words: list[re.Match[str]], head: int, bodies: tuple[Span, ...]) -> Definition | None:
    """A capitalised name that ends in, or goes on from, the noun of an act or body."""
    first = head
    if words[head][0].lower() not in _lists().acts:
        return None
    while (
        first > 0
        and head - first < 5
        and words[first - 1][0][:1].isupper()
        and _touching(prose, words[first - 1], words[first])
    ):
        first -= 1
    if (
        words[head][0] in ("Act", "Bill", "Law")
        and first > 1
        and prose[words[first - 2].end() : words[first].start()] == " of "
        and words[first - 2][0][:1].isupper()
    ):
        first -= 2  # "Freedom of Information Act"
    end = words[head].end()
    for link in _LINKS:
        if prose.startswith(f" {link}", end):
            following = _NAME_GOES_ON.match(prose, end + 1 + len(link))
            if following and _TIMELY.fullmatch(following[0]) is None:
                end = following.end()
            break
    body = covering(bodies, words[head].start())
    alone = body is not None and " " not in body.of(prose)
    if body is not None and not alone and body.start <= words[first].start() and body.end >= end:
        return Definition(body, " ".join(body.of(prose).split()), None)  # "Security and Defence Council"
    owner = _ATTRIBUTED.match(prose, words[first].start(), end)
    if owner:
        first = next((n for n in range(first, head + 1) if words[n].start() >= owner.end()), head)
    words_in = prose[words[first].start() : end].split()
    if words_in[0].lower() in ("the", "a", "an", "under", "this", "that", "its", "former"):
        words_in, start = words_in[1:], words[first].start() + len(words_in[0]) + 1
    else:
        start = words[first].start()
    if len(words_in) < 2 or start >= end or prose[start:end].isupper():
        return None
    if (
        head + 1 < len(words)
        and end == words[head].end()
        and words[head + 1][0][:1].isupper()
        and _touching(prose, words[head], words[head + 1])
    ):
        return None  # the name goes on: "Council President ..."
    return Definition(Span(start, end), " ".join(words_in), None)


def _term(prose: str, first: re.Match[str], last: re.Match[str], *, name: bool = False) -> Definition:
    span = Span(first.start(), last.end())
    text = " ".join(span.of(prose).split())
    # A capital that only opens the sentence is no part of the term.
    if text[1:2].islower() and text[1:] == text[1:].lower() and text.split(" ")[0] not in _lists().proper and not name:
        text = text[0].lower() + text[1:]
    return Definition(span, text, None)


def _appositions(prose: str, mentions: tuple[Mention, ...], people: tuple[Span, ...]) -> Iterator[Definition]:
    """A name or foreign word and then what it is: "X, a traditional gathering," "X, or grand assembly,"."""
    classes = _lists().classes
    starts = tuple(mention.span.start for mention in mentions)
    for match in _EXPLAINING.finditer(prose):
        if match[0][0] not in ", " or (match[0][0] == " " and match[0][1] not in "–—-"):
            continue
        stop = _CLAUSE_END.search(prose, match.end(), match.end() + 110)
        if stop is None:
            continue
        explanation = prose[match.end() : stop.start()]
        core = _AFTER_CORE.split(explanation, maxsplit=1)[0]
        last = core.split(" ")[-1]
        if last not in classes or not 1 <= len(explanation.split()) <= 16:
            continue
        term = _name_before(prose, match.start(), alternative=match[0].strip(", ") == "or")
        if term is None or _ABODE.search(prose, max(0, term.start - 8), term.start):
            continue
        if covering(people, term.start) is not None or _TIMELY.search(term.of(prose)):
            continue
        at = bisect_right(starts, term.start) - 1
        held = mentions[at] if at >= 0 and mentions[at].span.overlaps(term) else None
        if held is not None and held.kind in ("person", "state", "place"):
            continue
        opening = match[0].lstrip(" ,–—-")
        begin = match.end() if opening.startswith(("or", "known", "which")) else match.end() - len(opening)
        yield Definition(term, term.of(prose), Span(begin, stop.start()))


def _name_before(prose: str, end: int, *, alternative: bool) -> Span | None:
    """The capitalised name, quoted word, or (before "or") plain words that end at `end`."""
    window = prose[max(0, end - 60) : end]
    quoted = re.search(r"[“\"‘]([^“”\"‘’\n]{2,40})[”\"’]$", window)
    if quoted:
        return Span(end - len(quoted[0]) + 1, end - 1)
    name = re.search(r"(?:(?<=\s)|^)((?:[A-Z][\w’'-]*)(?: (?:of |for |and |the )*[A-Z][\w’'-]*){1,5})$", window)
    if name:
        text = name[1].removeprefix("The ")
        return Span(end - len(text), end) if " " in text else None
    plain = re.search(r"\b(?:an?|the) ([a-z][\w’'-]+(?: [a-z][\w’'-]+)?)$", window) if alternative else None
    return Span(end - len(plain[1]), end) if plain else None
