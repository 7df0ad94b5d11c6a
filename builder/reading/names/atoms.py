"""Capitalised words of a text and how they hang together.

A token is one capitalised word; an atom is a token or a listed form of several words ("New York", "Secretary of
State"); a chain is a run of atoms with nothing but spaces, particles ("bin", "van der") and small link words ("of the",
"and") between them. Names never reach beyond a chain.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from builder.reading.names.lexicon import Entry, Lexicon, Sort
from builder.reading.words import load_set
from builder.text import Span

# How an atom hangs on the one before it.
BREAK, SPACE, PARTICLE, OF, AND, HYPHEN, COMMA, OWN = "", " ", "particle", "of", "and", "-", ",", "own"
# A quotation mark with a space: what it opens or closes may be a nickname.
NICKNAME = "nickname"

_LETTER = r"[^\W\d_]"
_UPPER = r"[^\W\d_a-zß-öø-ÿ]"
_WORD = rf"""
    (?<![\w=&?%~])(?P<word>
      (?:[A-Z]\.)+ (?: [A-Z](?!\w) | {_UPPER}[\w]+ )?        # U.S.  J.  U.Name
    | (?:(?:al|el|as|ash|ad|an|ar|at|az|ul|ed|es)[-‑–]|al[ ]|[dl][’'])?  # al-Name, d'Name
      {_UPPER}\w*
      (?: [’'](?!s\b){_LETTER}\w* | [-‑]\w+ | &[A-Z]+ | /[A-Z]+(?!\w) )*
    )
"""
_ADDRESS = r"""
    (?<!\w)(?:https?|ftp)://\S+ | (?<!\w)www\.\S+ | [@\#]\w+ | (?<![\w.+-])[\w.+-]{1,64}@[\w.-]+
"""
_TOKEN = re.compile(_WORD, re.VERBOSE)
# Addresses come first so that their parts are not taken for words.
_TOKEN_OR_ADDRESS = re.compile(f"{_ADDRESS} | {_WORD}", re.VERBOSE)
_ADDRESS_SIGNS = ("@", "#", "://", "www.")
_PARTICLES = load_set("name_particles")
_LINKS = {
    " ": SPACE,
    " of ": OF,
    " of the ": OF,
    " for ": OF,
    " for the ": OF,
    " for a ": OF,
    " on ": OF,
    " and ": AND,
    " & ": SPACE,  # a firm's, where "and" may join two
    ", ": COMMA,
    "'s ": OWN,
    "’s ": OWN,
    "' ": OWN,
    "’ ": OWN,
    ' "': NICKNAME,
    '" ': NICKNAME,
    " “": NICKNAME,
    "” ": NICKNAME,
}
_OPENERS = '“"‘[:;?!.…—–•*|>\n'
_CONTRACTION = re.compile(r"[’'](?:t|m|re|ve|ll|d)$")
_LOWER = re.compile(r"(?<![\w’'])[a-z]+")
_TITLE_CASE_SMALL = load_set("name_headline_small_words")
# What a hyphen may add to a name without being part of it ("U.S.-led", "Geneva-based").
_SUFFIX = re.compile(r"(?:\w{2,}(?:ed|ing)|led|era|only|born|made|like|run|own|rich|free|style|wide|level|area)$")
_ANY_WORD = re.compile(r"\w")
_LOWER_WORD = re.compile(r"(?<![\w’'./@-])[a-z]{2,}(?![\w/@-])")
_LONGEST_CHAIN = 14
_LONGEST_INITIALISM = 3
# "China-Zimbabwe", "Franco-German": what goes on after a hyphen is a name of its own.
_SPLITS = frozenset((Sort.COUNTRY, Sort.PLACE, Sort.ADJECTIVE))


@dataclass(slots=True)
class Atom:
    """`opens`: a capital is no evidence here, for any word would have one (a sentence begins, or all words have it)."""

    start: int
    end: int
    text: str
    lower: str
    link: str
    opens: bool
    headline: bool
    common: bool
    entry: Entry | None = None

    @property
    def sort(self) -> Sort | None:
        return self.entry.sort if self.entry else None


def lower_words(prose: str) -> frozenset[str]:
    """Words that the text writes without a capital."""
    return frozenset(_LOWER_WORD.findall(prose))


def find_chains(prose: str, sentences: tuple[Span, ...], lexicon: Lexicon) -> Iterator[list[Atom]]:
    """The chains of `prose` in order."""
    chain: list[Atom] = []
    for atom in _atoms(prose, sentences, lexicon):
        if chain and (atom.link == BREAK or len(chain) >= _LONGEST_CHAIN):
            yield chain
            chain = []
        chain.append(atom)
    if chain:
        yield chain


def _link(prose: str, start: int, end: int) -> str:
    if start == end:
        return BREAK
    if end - start > 14:
        return BREAK
    gap = prose[start:end]
    found = _LINKS.get(gap)
    if found is not None:
        return found
    if gap == "-":
        return HYPHEN
    if "\n" in gap:
        # A wrapped line; sentence borders are looked at by the caller.
        gap = " ".join(gap.split("\n", 1)) if gap.count("\n") == 1 else "\n\n"
        gap = re.sub(r"[ \r]+", " ", gap)
        if gap in _LINKS and gap != ", ":
            return _LINKS[gap]
    words = gap.split()
    if words and gap[0] == " " and gap[-1] == " " and all(word in _PARTICLES for word in words):
        return PARTICLE
    return BREAK


def _tokens(prose: str, lexicon: Lexicon) -> Iterator[tuple[int, int, str, bool]]:
    """Start, end, text, and whether a hyphen ties the token to the one before."""
    by_first, dotted = lexicon.by_first, lexicon.dotted
    last, last_end = "", -1
    addressed = any(sign in prose for sign in _ADDRESS_SIGNS)
    for found in (_TOKEN_OR_ADDRESS if addressed else _TOKEN).finditer(prose):
        if found.lastgroup is None:
            continue
        before, before_end = last, last_end
        start, end = found.span()
        text = found.group()
        last, last_end = text, end
        if not text[0].isupper() and text[0] not in "aeud" and text[0] != "l":
            continue
        if ("’" in text or "'" in text) and _CONTRACTION.search(text):
            continue
        if "-" in text and text not in by_first:
            parts = text.split("-")
            head = parts[0]
            listed = any(entry.form == head and entry.sort in _SPLITS for entry in by_first.get(head, ()))
            # "IIT-Bombay" is two names, "AFL-CIO" one.
            whole = text.isupper() and all(part.isalpha() for part in parts)
            listed = listed or (len(head) > 1 and head.isupper() and not whole)
            if before_end == start - 1 and before in lexicon.given:
                listed = False  # "Wilma Austria-Reyes"
            suffixed = listed or _SUFFIX.match(parts[-1])
            if suffixed or (len(parts[-1]) > 4 and parts[-1] in lexicon.common):
                at = start
                for index, part in enumerate(parts):
                    # "Drago-formula talks" are called after a name that does nothing in them.
                    if part and part[0].isupper() and (suffixed or part in by_first):
                        yield at, at + len(part), part, index > 0
                    at += len(part) + 1
                continue
        if "/" in text and all(len(part) > _LONGEST_INITIALISM for part in text.split("/")):
            at = start  # "LISBON/MADRID"; but "RFE/RL"
            for part in text.split("/"):
                yield at, at + len(part), part, False
                at += len(part) + 1
            continue
        if text in dotted and prose.startswith(".", end):
            yield start, end + 1, text + ".", False
        else:
            yield start, end, text, False


def _edge(prose: str, end: int) -> bool:
    """Whether a word may end here: no letter goes on, other than a possessive's."""
    if end >= len(prose):
        return True
    following = prose[end]
    if following.isalnum() or following == "_":
        return False
    return not (following in "-‑" and end + 1 < len(prose) and prose[end + 1].isupper() and prose[end - 1].isupper())


def _listed(prose: str, start: int, text: str, lexicon: Lexicon) -> Entry | None:
    for entry in lexicon.by_first.get(text, ()):
        end = start + len(entry.form)
        if (
            len(entry.form) == len(text)
            or prose.startswith(entry.form, start)
            or (
                # The form goes on in the next line.
                "\n" in prose[start:end] and prose[start:end].replace("\n", " ") == entry.form
            )
        ) and _edge(prose, end):
            return entry
    if len(text) > 1 and text.isupper():
        # Datelines and headlines in capitals: places and titles only, words are too many.
        for entry in lexicon.by_first.get(text.title(), ()):
            end = start + len(entry.form)
            if " " not in entry.form and (entry.sort is Sort.BODY or len(entry.form) < _LONGEST_INITIALISM):
                continue
            if prose[start:end] == entry.form.upper() and _edge(prose, end):
                return entry
    return None


def _rough_sentences(prose: str) -> tuple[Span, ...]:
    """Where no sentences are given: lines, cut after a full stop before a capital."""
    spans, at = [], 0
    for found in re.finditer(r"\n+|(?<=[a-z0-9)”\"][.?!])[”\"’]? +(?=[“\"‘]?[A-Z])", prose):
        if found.start() > at:
            spans.append(Span(at, found.start()))
        at = found.end()
    if at < len(prose):
        spans.append(Span(at, len(prose)))
    return tuple(spans)


def _atoms(prose: str, sentences: tuple[Span, ...], lexicon: Lexicon) -> Iterator[Atom]:
    sentences = sentences or _rough_sentences(prose)
    starts = [sentence.start for sentence in sentences]
    tokens = list(_tokens(prose, lexicon))
    words = lexicon.common
    token_starts = [token[0] for token in tokens]
    previous_end, previous_sentence = -1, -2
    skip_to = 0
    headline, headline_of = False, -2
    for start, end, text, hyphened in tokens:
        if start < skip_to:
            continue
        at = bisect_right(starts, start) - 1
        new_sentence = at != previous_sentence
        if at >= 0 and headline_of != at:
            headline_of, headline = at, _is_headline(prose, sentences[at], token_starts)
        opens = headline or (new_sentence and (at < 0 or not _ANY_WORD.search(prose, sentences[at].start, start)))
        if not opens:
            before = start - 1
            while before >= 0 and prose[before] == " ":
                before -= 1
            opens = before < 0 or (prose[before] in _OPENERS and prose[before] != ".")
        entry = _listed(prose, start, text, lexicon)
        stop = start + len(entry.form) if entry else end
        written = prose[start:stop] if entry else text
        link = HYPHEN if hyphened else BREAK if new_sentence or previous_end < 0 else _link(prose, previous_end, start)
        lower = written.lower()
        common = (
            lower in words
            or lower in lexicon.role_nouns
            or ("-" in lower and all(part in words for part in lower.split("-")))
        )
        yield Atom(start, stop, written, lower, link, opens, headline, common, entry)
        previous_end, previous_sentence, skip_to = stop, at, stop


def _is_headline(prose: str, sentence: Span, token_starts: list[int]) -> bool:
    """Whether (nearly) all words of a sentence have a capital, so that it says nothing."""
    first, last = bisect_right(token_starts, sentence.start - 1), bisect_right(token_starts, sentence.end - 1)
    capitals = last - first
    if capitals < 4 or sentence.end - sentence.start > 300:
        return False
    if prose[sentence.start : sentence.end].rstrip(' \n\r”"’').endswith((".", "?", "!", ":")):
        return False
    lower = sum(word not in _TITLE_CASE_SMALL for word in _LOWER.findall(prose, sentence.start, sentence.end))
    return lower * 4 <= capitals
