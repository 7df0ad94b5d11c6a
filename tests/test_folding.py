"""Folding: cases in plain words, what holds for any text, and that the page folds as the builder does."""

import json
import os
import random
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.pages.timeline.folding import fold_words

ROOT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "cases" / "folding.md"


def _read_cases():
    text = None
    cases = re.sub("‹([0-9A-F]+)›", lambda code: chr(int(code[1], 16)), CASES.read_text(encoding="utf-8"))
    for number, line in enumerate(cases.split("\n"), start=1):
        if line.startswith("> "):
            text = line[2:]
        elif line.startswith("-") and text is not None:
            yield pytest.param(text, line[2:], id=f"line {number}")
            text = None


@pytest.mark.parametrize(("text", "expected"), list(_read_cases()))
def test_case(text, expected):
    assert fold_words(text) == expected


TEXTS = st.one_of(st.text(), st.lists(st.sampled_from([*"aS's’漢で7٣ \0\u0301\u0640\u093f\u3099½ﷺ-"])).map("".join))


@given(TEXTS)
def test_folds_to_words_that_stay_as_they_are(text):
    folded = fold_words(text)
    assert fold_words(folded) == folded
    assert folded == " ".join(folded.split())
    assert all(unicodedata.category(c)[0] in "LNM" for c in folded.replace(" ", ""))


@given(TEXTS, TEXTS)
def test_texts_fold_apart(one, other):
    assert fold_words(f"{one} {other}") == f"{fold_words(one)} {fold_words(other)}".strip()


@given(TEXTS)
def test_canonically_equal_texts_fold_equally(text):
    assert fold_words(unicodedata.normalize("NFD", text)) == fold_words(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize("piece", ["'", "'s", "a'", "漢'", "漢\u3099", "\u093f", "½"])
def test_hostile_text_is_no_trouble(piece):
    assert fold_words(piece * 100_000) is not None


# Characters that a newer edition of Unicode added may be letters to one of the two and nothing to the other.
_FOLD_ALL = """
import { fold } from "./site_templates/theme/assets/timeline/fold.js"
let given = ""
for await (const part of process.stdin.setEncoding("utf8")) given += part
const folded = JSON.parse(given).map(text => (/\\p{Unassigned}/u.test(text) ? null : fold(text)))
process.stdout.write(JSON.stringify(folded))
"""


def _naughty_texts():
    chance = random.Random(1)
    assigned = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) not in {"Cn", "Cs", "Co"}]
    favourites = [*"aSs'’ʿ漢でท7٣۷ ½ﷺ-İßς\0\u0301\u0640\u064b\u093f\u094d\u093c\u3099\u200c\ufe0f"]
    for _ in range(800):
        yield "".join(chance.choice(chance.choice([assigned, favourites])) for _ in range(chance.randrange(40)))


def test_the_page_folds_as_the_builder_does():
    texts = list(_naughty_texts())
    node = os.environ.get("NODE") or shutil.which("node")
    assert node, "node runs the page's code: see .ci/node"
    done = subprocess.run(
        [node, "--input-type=module", "--eval", _FOLD_ALL],
        cwd=ROOT,
        input=json.dumps(texts),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    folded = json.loads(done.stdout)
    assert [
        fold_words(text) if words is not None else None for text, words in zip(texts, folded, strict=True)
    ] == folded
