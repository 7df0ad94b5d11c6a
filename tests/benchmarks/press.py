"""A large archive as the press would fill it, about a strike at harbours that do not exist.

Reports of some 400 words, in the order of their days: rounds of talks, people with their posts, speech, denials, plans
and terms, and one in eight a shortened copy of an agency's text. The same for the same number.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from pathlib import Path

FIRST_DAY = date(2010, 1, 4)
DAYS = 4200
SENTENCES = 20
QUAYS = 40

_SYLLABLES = [first + vowel for first, vowel in product("b d f g h j k l m n p r s t v w".split(), "aeiou")]
PORTS = "Aldmouth Brinkhaven Corsund Dunvik Eastness Fallport Graysand Holmwick Ilkemar Kessel Lowbay Marrow".split()
BODIES = [f"{port} {body}" for port in PORTS for body in ("Dockers Union", "Port Authority", "Shippers League")]
POSTS = ("chairwoman of the {body}", "spokesman for the {body}", "chief negotiator of the {body}", "{body} treasurer")
TERMS = ("standby pay", "night bonus", "roster rule", "crane levy", "hiring hall", "closed gate", "grace period")
TELLING = (
    "{a}, the {post}, said on {day} that the {term} at the {quay} quay would stay, whatever the {ship} had cost.",
    "{a} met {b} in {port} on {date} to talk about the {term} on board the {ship}.",
    '"Nobody here wants the {term} back," {a} told reporters in {port}, beside the {quay} gate.',
    "The {body} rejected the offer of {number} crowns that the owner of the {ship} had made on {date}.",
    "The {other} denied that {number} dockers of the {quay} quay had been dismissed in {port}.",
    "Both sides are due to meet again in {port} on {soon}, in the {quay} warehouse.",
    "The {body} accused the {other} of breaking the agreement on the {term} when the {ship} was unloaded.",
    "The {term} is a payment that dockers receive for hours in which no ship is at the {quay} quay.",
    "{b} arrived in {port} a day earlier with a draft of {number} pages, known as the {ship} paper.",
    "A court in {port} heard the {body} and the {other} on {date} about cargo of the {ship}.",
    "{surname} said that the {term} was not for sale, neither in {port} nor at {quay}.",
    "In March, {number} cranes of the {quay} yard stood still while the {body} voted on the {term}.",
)


@dataclass(frozen=True, slots=True)
class _World:
    ships: Sequence[str]
    quays: Sequence[str]
    people: Sequence[str]
    rounds: Sequence[tuple[date, str, str, str]]


def write_press(articles: int, folder: Path) -> None:
    """`content/articles/` in `folder`."""
    draw = random.Random(articles)
    names = ["".join(pair).capitalize() for pair in product(_SYLLABLES, repeat=2)]
    things = draw.sample(names, QUAYS + max(20, articles // 10))
    world = _World(
        things[QUAYS:],
        things[:QUAYS],
        [f"{draw.choice(names)} {draw.choice(names)}" for _ in range(articles)],
        [
            (FIRST_DAY + timedelta(days=DAYS * number * 25 // articles), *draw.sample(BODIES, 2), draw.choice(PORTS))
            for number in range(max(1, articles // 25))
        ],
    )
    target = folder / "content" / "articles"
    target.mkdir(parents=True)
    paragraphs: list[str] = []
    for number in range(articles):
        published = FIRST_DAY + timedelta(days=1 + DAYS * number // articles)
        copied = number % 8 == 7
        paragraphs = paragraphs[: draw.randint(2, 6)] if copied else _report(draw, world, published)
        outlet = f"{PORTS[number % 12]} Courier" + (" (Reuters copy)" if copied else "")
        (target / f"{published}-{number:05}.md").write_text(
            f"---\ntitle: Harbour report {number}\nurl: https://example.org/{number}\npublisher: {outlet}\n"
            f"published: {published}\ntext: full\nrights: CC-BY-4.0\n---\n\n" + "\n\n".join(paragraphs) + "\n",
            encoding="utf-8",
        )


def _report(draw: random.Random, world: _World, published: date) -> list[str]:
    start, body, other, port = min(world.rounds, key=lambda one: abs((one[0] - published).days))
    # The same few are in most reports, as in life.
    cast = [world.people[int(len(world.people) / 10 * draw.random() ** 3)] for _ in range(4)]
    sentences = [f"The {body} and the {other} held a round of talks in {port} on {_written(start)}."]
    for _ in range(SENTENCES - 1):
        a, b = draw.sample(cast, 2)
        sentences.append(
            draw.choice(TELLING).format(
                a=a,
                b=b,
                surname=a.split()[1],
                ship=draw.choice(world.ships),
                quay=draw.choice(world.quays),
                body=body,
                other=other,
                post=draw.choice(POSTS).format(body=body),
                term=draw.choice(TERMS),
                port=draw.choice(PORTS),
                number=draw.randrange(20, 900),
                day=f"{published - timedelta(days=draw.randrange(6)):%A}",
                date=_written(published - timedelta(days=draw.randrange(1, 200))),
                soon=_written(published + timedelta(days=draw.randrange(2, 30))),
            )
        )
    return [" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3)]


def _written(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
