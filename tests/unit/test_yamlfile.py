"""Reading YAML without types, with lines, and telling all faults at once."""

import json
import subprocess
import sys
from enum import StrEnum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field

from PolyLibrary import yamlfile
from PolyLibrary.errors import FileFaults, UsageError


class Mood(StrEnum):
    GOOD = "good"
    BAD = "bad"


class Leaf(BaseModel):
    model_config = ConfigDict(extra="forbid")
    port: int = Field(80, le=65535)
    mood: Mood = Mood.GOOD
    password: int = 0


class Tree(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    leaves: dict[str, Leaf] = {}
    rows: list[Leaf] = []
    open_door: bool | None = Field(None, alias="open door")


def faults(text: str, model: type[BaseModel] = Tree) -> list[str]:
    with pytest.raises(FileFaults) as caught:
        yamlfile.validate(model, yamlfile.loads(text, "t.yaml"), "t.yaml")
    return [f"{fault.line}: {fault.text}" for fault in caught.value.faults]


@pytest.mark.parametrize(
    "written",
    ["0004f2e10000", "00:04:f2:aa:bb:cc", "0123", "5.10", "yes", "null", "~", "1e5", "0x10", "2020-01-01", "*98"],
)
def test_every_scalar_stays_as_it_is_written(written: str) -> None:
    value = f"'{written}'" if written.startswith("*") else written
    assert yamlfile.loads(f"a: {value}\nb: [{value}]", "t.yaml").plain() == {"a": written, "b": [written]}


def test_a_key_without_a_value_is_nothing_and_an_empty_text_is_a_text() -> None:
    assert yamlfile.loads("a:\nb: ''\n", "t.yaml").plain() == {"a": None, "b": ""}


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n"])
def test_an_empty_file_is_an_empty_map(text: str) -> None:
    assert yamlfile.loads(text, "t.yaml").plain() == {}


def test_anchors_are_followed() -> None:
    assert yamlfile.loads("a: &x {b: 1}\nc: *x\n", "t.yaml").plain() == {"a": {"b": "1"}, "c": {"b": "1"}}


def test_lines_of_keys_values_and_items() -> None:
    node = yamlfile.loads("a: 1\nb:\n  c:\n    - x\n    - y: 1\n      z: 2\n", "t.yaml")
    lines = {path: node.line_of(path) for path in [("a",), ("b",), ("b", "c"), ("b", "c", 1), ("b", "c", 1, "z")]}
    assert lines == {("a",): 1, ("b",): 2, ("b", "c"): 3, ("b", "c", 1): 5, ("b", "c", 1, "z"): 6}


def test_the_line_of_a_path_that_the_file_does_not_have_is_the_nearest_one() -> None:
    node = yamlfile.loads("a: 1\nb:\n  c: 3\n", "t.yaml")
    assert node.line_of(["b", "missing", 0]) == 2
    assert node.line_of(["b", 0, "c"]) == 3


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: 1\nb: 2\na: 3", "3: 'a' stands here a second time (first on line 1)"),
        ("a:\n\tb: 1", "2: a tab stands here; YAML indents with spaces"),
        ("a: %{X}", "1: a text that begins with % needs quotes"),
        ("a: *98", "1: '*98' points at an anchor '&98' that is not above it; a text needs quotes"),
        ("a: &x [*x]", "1: '*x' points at an anchor '&x' that is not above it; a text needs quotes"),
        (
            "a: b: c",
            "1: a second ':' on this line, or a wrong indent; put a text that holds ': ' in quotes",
        ),
        ("a: [1\n", "2: no YAML: expected ',' or ']', but got '<stream end>'"),
        ("---\na: 1\n---\nb: 2", "3: a second document starts here; one file, one document"),
        ("a: !!int 3", "1: the tag 'tag:yaml.org,2002:int' is not read here; leave it out"),
        ("? [a]\n: b", "1: a key must be a text"),
        ("x: 1\na: \x01", "2: a character that YAML does not allow stands here"),
    ],
)
def test_what_breaks_yaml_is_told_with_its_line(text: str, fault: str) -> None:
    assert faults(text) == [fault]


def test_all_duplicate_keys_are_told_at_once() -> None:
    assert len(faults("a: 1\na: 2\nb: {c: 1, c: 2}\n")) == 2


def test_a_missing_file_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        yamlfile.load(tmp_path / "no.yaml", "lab file")
    assert str(caught.value) == (
        f"There is no lab file {tmp_path / 'no.yaml'}.\nNext:  check the path and the folder it is sought in."
    )


def test_a_file_that_is_not_utf_8_names_the_line(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"a: 1\nb: \xff\n")
    with pytest.raises(FileFaults, match=r"a\.yaml:2: the file is not UTF-8 from here on"):
        yamlfile.load(file)


def test_a_folder_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        yamlfile.load(tmp_path)


def test_a_byte_order_mark_does_not_matter(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert yamlfile.load(file).plain() == {"a": "1"}


def test_environment_references_are_replaced_in_values() -> None:
    node = yamlfile.loads("a: '%{ONE}-%{TWO=2}'\nb: ['x%{THREE=}y']\n'%{ONE}': k\n", "t.yaml")
    resolved = yamlfile.resolve_environment(node, "t.yaml", environment={"ONE": "1"})
    assert resolved.plain() == {"a": "1-2", "b": ["xy"], "%{ONE}": "k"}
    assert resolved.line_of(["b"]) == 2


def test_the_process_environment_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLY_TEST_NAME", "here")
    node = yamlfile.loads("a: '%{POLY_TEST_NAME}'", "t.yaml")
    assert yamlfile.resolve_environment(node, "t.yaml").plain() == {"a": "here"}


def test_every_variable_that_is_not_set_is_told_with_its_line() -> None:
    node = yamlfile.loads("a: '%{ONE}'\nb:\n  - '%{TWO}'\n", "lab.yaml")
    with pytest.raises(FileFaults) as caught:
        yamlfile.resolve_environment(node, "lab.yaml", "lab file", {})
    assert str(caught.value) == (
        "The lab file lab.yaml has 2 faults:\n"
        "  lab.yaml:1: %{ONE} is not set in the environment\n"
        "  lab.yaml:3: %{TWO} is not set in the environment\n"
        "Next:  set the variable before the run, or give it a default: %{NAME=default}."
    )


def test_a_good_file_becomes_an_instance() -> None:
    tree = yamlfile.validate(
        Tree, yamlfile.loads("name: x\nleaves: {a: {port: 81, mood: bad}}\nopen door: on\n", "t"), "t"
    )
    assert (tree.name, tree.leaves["a"], tree.open_door) == ("x", Leaf(port=81, mood=Mood.BAD), True)


def test_all_faults_come_at_once_with_lines_and_the_nearest_names() -> None:
    text = """\
nam: x
leaves:
  a: {prt: 1}
  b:
    port: many
    mood: god
rows:
  - port: 70000
  - wrong
open dor: perhaps
"""
    assert faults(text) == [
        "1: 'name' is missing",
        "1: unknown key 'nam'; did you mean 'name'?",
        "3: unknown key 'prt' in leaves > a; did you mean 'port'?",
        "5: leaves > b > port: wants a whole number, not 'many'",
        "6: leaves > b > mood: 'god' is none of its words; did you mean 'good'?",
        "8: rows > no. 1 > port: wants at most 65535, not '70000'",
        "9: rows > no. 2: wants a map of names, not ***",
        "10: unknown key 'open dor'; did you mean 'open door'?",
    ]


def test_a_value_of_the_wrong_shape_is_named_by_its_shape() -> None:
    assert faults("name: [a]\nleaves: x\nrows: {}\nopen door: perhaps\n") == [
        "1: name: wants a single value, not a list",
        "2: leaves: wants a map of names, not 'x'",
        "3: rows: wants a list, not a map of names",
        "4: open door: wants yes or no, not 'perhaps'",
    ]


def test_a_secret_is_never_printed() -> None:
    assert faults("name: x\nleaves: {a: {password: hunter2}}\n") == [
        "2: leaves > a > password: wants a whole number, not ***"
    ]


_texts = st.text(st.characters(categories=("L", "N", "P", "S", "Zs"), codec="utf-8"), max_size=12)
_trees = st.recursive(_texts, lambda inner: st.lists(inner) | st.dictionaries(_texts, inner), max_leaves=12)


@given(st.dictionaries(_texts, _trees, min_size=1))
def test_whatever_json_can_quote_is_read_back_as_texts(tree: dict[str, object]) -> None:
    assert yamlfile.loads(json.dumps(tree, ensure_ascii=False), "t.yaml").plain() == tree


def test_importing_the_readers_loads_neither_pydantic_nor_the_parser() -> None:
    script = (
        "import sys; import PolyLibrary.models, PolyLibrary.layout.locator, PolyLibrary.layout.maps, "
        "PolyLibrary.layout.lint, PolyLibrary.lab, PolyLibrary.lab.labfile; "
        "print([m for m in sys.modules if m.split('.')[0] in ('pydantic', 'ruamel')])"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
