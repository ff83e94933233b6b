"""The nearest names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from PolyLibrary.names import did_you_mean, fold, nearest, quoted

CAST = ("alice", "bob", "carol", "dave")


@pytest.mark.parametrize(
    ("one", "other"),
    [("VVX 600", "vvx-600"), ("missed calls", "Missed_Calls"), ("End Call", "endcall"), ("Straße", "STRASSE")],
)
def test_case_spaces_and_dashes_do_not_matter(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("word", "meant"), [("alcie", "alice"), ("Bob ", "bob"), ("caro", "carol"), ("davee", "dave")])
def test_a_slip_finds_its_name(word: str, meant: str) -> None:
    assert nearest(word, CAST)[0] == meant


def test_a_part_of_a_name_finds_the_whole() -> None:
    assert nearest("calls", ["missed calls received today", "voicemail"]) == ["missed calls received today"]


def test_nothing_near_is_nothing() -> None:
    assert nearest("xyzzy", CAST) == []


def test_the_nearest_is_offered() -> None:
    assert did_you_mean("alcie", CAST) == "did you mean 'alice'?"


def test_all_are_listed_when_none_is_near() -> None:
    assert did_you_mean("xyzzy", CAST, "phones") == "phones: 'alice', 'bob', 'carol', 'dave'."


def test_a_long_list_is_cut() -> None:
    names = [f"name {number:02}" for number in range(30)]
    text = did_you_mean("xyzzy", names, most_listed=3)
    assert text == "known names: 'name 00', 'name 01', 'name 02' and 27 more."


def test_an_empty_world_is_said() -> None:
    assert did_you_mean("alice", [], "open phones") == "there are no open phones."


def test_quoted() -> None:
    assert quoted(["a", "b"]) == "'a', 'b'"


@given(st.text(), st.lists(st.text(), max_size=8))
def test_any_word_gets_an_answer_from_what_is_known(word: str, known: list[str]) -> None:
    assert set(nearest(word, known)) <= set(known)
    assert did_you_mean(word, known)


@given(st.text(min_size=1).filter(lambda text: fold(text) != ""))
def test_a_name_is_nearest_to_itself(name: str) -> None:
    assert nearest(name, [name]) == [name]
