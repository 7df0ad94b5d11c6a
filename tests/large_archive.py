"""An archive as large as one wishes, about talks that never were: articles that are little else than dated sentences.

python tests/large_archive.py ENTRIES FOLDER
"""

from __future__ import annotations

import random
import sys
from datetime import date, timedelta
from pathlib import Path

PER_ARTICLE = 100
"""Dated sentences of an article."""
FIRST_DAY = date(2012, 1, 2)
DAYS = 3600

GIVEN = "Ada Bruno Carla Dario Edda Fabio Greta Hugo Ines Jonas Karla Luca Marta Nils Olga Pavel Rosa Sven".split()
FAMILY = "Abel Brandt Corti Dahl Ekman Ferro Gruber Holm Ivanov Jansen Keller Lund Moretti Novak Olsen Petri".split()
PLACES = "Bergen Cork Dover Esbjerg Galway Hull Leith Malmo Oban Ostend Riga Skagen Tromso Wick Zadar Vigo".split()
BODIES = [f"{place} {body}" for place in PLACES for body in ("Harbour Council", "Fishing Union", "Port Authority")]
MATTERS = [
    f"{what} {of} {whom}"
    for what in "quotas licences tariffs patrols subsidies closures inspections landings permits fines".split()
    for of in ("for", "against", "near", "without")
    for whom in "trawlers cutters foreigners islanders seiners canneries wardens divers lobstermen harbours".split()
]
DEEDS = (
    "{a} met {b} in {place} to talk about {matter}.",
    "{a} signed an agreement with the {body} on {matter}.",
    "the {body} rejected the draft of {a} on {matter} in {place}.",
    "{a} told the {body} that the dispute over {matter} was over.",
    "{a} travelled to {place} after {b} had asked for {matter}.",
    "a court in {place} heard {a} and the {body} about {matter}.",
)


def write_archive(entries: int, folder: Path, seed: int = 1) -> None:
    """`mkdocs.yml` and `content/` of about so many timeline entries; the same for the same seed."""
    draw = random.Random(seed)
    people = [f"{given} {family}" for given in GIVEN for family in FAMILY]
    articles = folder / "content" / "articles"
    articles.mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(
        "site_name: Fishing talks\nsite_url: https://example.org/\ndocs_dir: content\ntheme:\n  name: material\n"
        "  font: false\nplugins:\n  - search\n  - explainer\n",
        encoding="utf-8",
    )
    for number in range(-(-entries // PER_ARTICLE)):
        published = FIRST_DAY + timedelta(days=(number + 1) * DAYS * PER_ARTICLE // entries)
        sentences = []
        for _ in range(min(PER_ARTICLE, entries - number * PER_ARTICLE)):
            day = published - timedelta(days=draw.randrange(1, 400))
            a, b = draw.sample(people, 2)
            deed = draw.choice(DEEDS).format(
                a=a, b=b, body=draw.choice(BODIES), place=draw.choice(PLACES), matter=draw.choice(MATTERS)
            )
            sentences.append(f"On {day.day} {day:%B} {day.year}, {deed}")
        paragraphs = [" ".join(sentences[at : at + 5]) for at in range(0, len(sentences), 5)]
        (articles / f"{published}-{number:04d}.md").write_text(
            f"---\ntitle: Fishing report {number + 1}\nurl: https://example.org/report/{number + 1}\n"
            f"publisher: Coast News {number % 12 + 1}\npublished: {published}\n---\n\n"
            + "\n\n".join(paragraphs)
            + "\n",
            encoding="utf-8",
        )


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    write_archive(int(sys.argv[1]), Path(sys.argv[2]))
