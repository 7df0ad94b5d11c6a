"""Changes to YAML: what is meant is read afterwards, and nothing else has changed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from builder.content.yaml_edits import RefusedError, add_items, remove_item, set_scalar
from builder.content.yaml_nodes import parse_yaml, plain
from builder.content.yaml_text import write_keys, write_scalar

ORDER = ("name", "kind", "aliases", "part_of", "roles")


def read(text: str) -> Any:
    return plain(parse_yaml(text))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("name: A\n", "name: A\naliases: [X Y]\n"),
        ("name: A", "name: A\naliases: [X Y]\n"),
        ("name: A\nroles: [] # none\n", "name: A\naliases: [X Y]\nroles: [] # none\n"),
        ("part_of: [b]\nname: A\n# end\n", "part_of: [b]\nname: A\naliases: [X Y]\n# end\n"),
        ("name: A\naliases: [B, 'C'] # two\n", "name: A\naliases: [B, 'C', X Y] # two\n"),
        ("aliases: [B, C,]\nname: A\n", "aliases: [B, C, X Y,]\nname: A\n"),
        ("aliases: [\n  B, # b\n  C # c\n]\n", "aliases: [\n  B, # b\n  C, X Y # c\n]\n"),
        ("aliases: []\n", "aliases: [X Y]\n"),
        ("aliases:\nname: A\n", "aliases: [X Y]\nname: A\n"),
        ("aliases: # none yet\nname: A\n", "aliases: [X Y] # none yet\nname: A\n"),
        ("aliases:\n- B\n# of the name\nname: A\n", "aliases:\n- B\n- X Y\n# of the name\nname: A\n"),
        ("aliases:\n   - B # b\n\nname: A\n", "aliases:\n   - B # b\n   - X Y\n\nname: A\n"),
        ("aliases:\n  - B", "aliases:\n  - B\n  - X Y\n"),
        (
            "name: A\naliases:\n  - >-\n    B\n    C\nkind: x\n",
            "name: A\naliases:\n  - >-\n    B\n    C\n  - X Y\nkind: x\n",
        ),
        ("  name: A\n  kind: x\n", "  name: A\n  kind: x\n  aliases: [X Y]\n"),
    ],
)
def test_an_item_more(before: str, after: str) -> None:
    assert add_items(before, "aliases", ["X Y"], ORDER) == after


def test_a_role_more() -> None:
    role = {"role": "mayor: elected", "sources": ["one", "two"]}
    before = "roles:\n  - role: judge\n    sources: [one]\n# end\n"
    assert add_items(before, "roles", [role]) == (
        'roles:\n  - role: judge\n    sources: [one]\n  - role: "mayor: elected"\n    sources: [one, two]\n# end\n'
    )
    assert read(add_items("roles: [{role: judge, sources: [one]}]\n", "roles", [role]))["roles"][1] == role
    assert add_items("name: A\n", "roles", [role]) == (
        'name: A\nroles:\n  - role: "mayor: elected"\n    sources: [one, two]\n'
    )


def test_a_long_list_has_a_line_for_each() -> None:
    names = [f"Somebody with a long name, number {number}" for number in range(4)]
    added = add_items("name: A\n", "aliases", names)
    assert added.count("\n") == 6
    assert read(added)["aliases"] == names


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("part_of: [a, b, c] # x\n", "part_of: [a, c] # x\n"),
        ("part_of: [a, b]\n", "part_of: [a]\n"),
        ("part_of:\n  - a\n  - b # gone\n  # of c\n  - c\n", "part_of:\n  - a\n  # of c\n  - c\n"),
        ("part_of:\n- a\n- b\n", "part_of:\n- a\n"),
        ("part_of: [a,\n  b]\n", "part_of: [a]\n"),
    ],
)
def test_an_item_less(before: str, after: str) -> None:
    assert remove_item(before, ("part_of", 1)) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("see: [a, b]\n", "see: [b]\n"),
        ("see: [a,]\n", "see: []\n"),
        ("see:\n  - a # the first\nname: A\n", "see:\n   [] # the first\nname: A\n"),
        ("see:\n  - a\n  - b\n", "see:\n  - b\n"),
    ],
)
def test_the_first_item_less(before: str, after: str) -> None:
    assert remove_item(before, ("see", 0)) == after


@pytest.mark.parametrize(
    ("before", "path", "after"),
    [
        ('host: "a" # them\n', ("host",), "host: x, y # them\n"),
        ("parties: ['a', b]\n", ("parties", 0), 'parties: ["x, y", b]\n'),
        ("people:\n  - actor: a\n    side: b\n", ("people", 0, "actor"), "people:\n  - actor: x, y\n    side: b\n"),
        ("people: [{actor: a}]\n", ("people", 0, "actor"), 'people: [{actor: "x, y"}]\n'),
        ("host: >-\n  a\nname: B\n", ("host",), "host: x, y\nname: B\n"),
    ],
)
def test_another_text(before: str, path: tuple[int | str, ...], after: str) -> None:
    assert set_scalar(before, path, "x, y") == after


@pytest.mark.parametrize("text", ["{name: A}\n", "", "a text\n", "- a\n", "name: [\n", "aliases: one\n"])
def test_what_cannot_be_changed_is_refused(text: str) -> None:
    with pytest.raises(RefusedError):
        add_items(text, "aliases", ["X"])


def test_what_is_not_there_is_refused() -> None:
    with pytest.raises(RefusedError, match="'see', item 3"):
        remove_item("see: [a]\n", ("see", 2))
    with pytest.raises(RefusedError, match="'see', item 1"):
        set_scalar("see: []\n", ("see", 0), "x")
    with pytest.raises(RefusedError, match="more than one"):
        set_scalar("see: [a]\n", ("see",), "x")


LINES = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Co", "Cn", "Zl", "Zp")),
    min_size=1, max_size=30,
).map(str.strip).filter(bool)  # fmt: skip


@given(LINES)
def test_any_text_is_read_as_it_was(text: str) -> None:
    assert read(f"- {write_scalar(text)}") == [text]
    assert read(f"[a, {write_scalar(text, flow=True)}, b]") == ["a", text, "b"]
    assert read(write_keys({"name": text, "aliases": [text, text]})) == {"name": text, "aliases": [text, text]}


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Front matter as people write it: keys in any order, each list in one of several styles, comments and gaps."""
    comment = st.sampled_from(["", " # why - not", "  #"])
    names = st.lists(LINES, max_size=3)
    parts = []
    for key in draw(st.permutations(["name", "aliases", "see", "kind"])):
        remark = draw(comment)
        if key in ("name", "kind"):
            parts.append(f"{key}: {write_scalar(draw(LINES))}{remark}\n")
            continue
        values = draw(names)
        match draw(st.sampled_from(["flow", "block", "flat", "lines", "absent"])) if values else "none":
            case "flow":
                parts.append(f"{key}: [{', '.join(write_scalar(v, flow=True) for v in values)}]{remark}\n")
            case "block":
                parts.append(f"{key}:{remark}\n" + "".join(f"    - {write_scalar(v)}{remark}\n" for v in values))
            case "flat":
                parts.append(f"{key}:\n" + "".join(f"-   {write_scalar(v)}\n{remark.strip()}\n" for v in values))
            case "lines":
                parts.append(
                    f"{key}: [\n" + "".join(f"  {write_scalar(v, flow=True)},{remark}\n" for v in values) + "]\n"
                )
            case "none":
                parts.append(f"{key}:{remark}\n")
    return draw(st.sampled_from(["", "# head\n"])) + draw(st.sampled_from(["", "\n"])).join(parts)


@given(documents(), st.sampled_from(["aliases", "see"]), st.lists(LINES, min_size=1, max_size=3))
def test_adding_changes_nothing_else(text: str, key: str, items: list[str]) -> None:
    before = read(text)
    added = add_items(text, key, items, ("name", "aliases", "see"))
    assert read(added) == {**before, key: [*(before.get(key) or []), *items]}
    assert differing(text, added) == ""


def differing(text: str, other: str) -> str:
    """The one piece of `text` that `other` has otherwise, or not at all."""
    start = same_letters(text, other)
    return text[start : len(text) - same_letters(text[start:][::-1], other[start:][::-1])]


def same_letters(text: str, other: str) -> int:
    """How many characters both begin with."""
    shorter = min(len(text), len(other))
    return next((at for at in range(shorter) if text[at] != other[at]), shorter)


@given(documents(), st.sampled_from(["aliases", "see"]), st.data())
def test_removing_and_replacing_change_nothing_else(text: str, key: str, data: st.DataObject) -> None:
    before = read(text)
    values = before.get(key) or []
    assume(values)
    index = data.draw(st.integers(0, len(values) - 1))
    removed = remove_item(text, (key, index))
    assert read(removed) == {**before, key: values[:index] + values[index + 1 :]}
    one_of_a_block = len(values) == 1 and removed.count("[") > text.count("[")
    assert differing(removed, text) == (" []" if one_of_a_block else "")
    replaced = set_scalar(text, (key, index), "another")
    assert read(replaced) == {**before, key: [*values[:index], "another", *values[index + 1 :]]}
    assert len(differing(text, replaced)) <= len(write_scalar(values[index], flow=True))
