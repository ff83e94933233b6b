"""Texts are looked for by whole words."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from PolyLibrary.errors import UsageError
from PolyLibrary.screen.charset import fit
from PolyLibrary.screen.text import Text, lines, reading_order, without_icons
from PolyLibrary.screen.words import Found, distance, find_text, plain
from PolyLibrary.terms import Region


def text(words: str, left: int = 10, top: int = 10, width: int | None = None, high: int = 20) -> Text:
    return Text(words, Region(left, top, left + (width or 10 * len(words)), top + high), 0.99)


def found(shown: str, wanted: str, **options: object) -> Found:
    return find_text([text(shown)], wanted, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("shown", "wanted"),
    [
        ("Hold", "Hold"),
        ("New  Call", "New Call"),
        ("New Call", " New   Call "),
        ("Line 1", "1"),
        ("Line 1: busy", "Line 1"),
        ("Missed (3)", "3"),
        ("1001@example.com", "1001"),
        ("sip:1001@example.com", "1001"),
        ("Eva Braun-Klein", "Braun"),
        ("50%", "50"),
        ("Call from Bob, please wait", "Bob"),
        ("David O\N{RIGHT SINGLE QUOTATION MARK}Neil", "David O'Neil"),
        ("9\N{EN DASH}17", "9-17"),
        ("+49 30 123", "+49 30 123"),
        ("*72", "*72"),
        ("Zo\N{LATIN SMALL LETTER E WITH DIAERESIS}", "Zoe\N{COMBINING DIAERESIS}"),
        ("Привет, Юрий", "Юрий"),
        ("Hold...", "Hold"),
    ],
)
def test_whole_words_are_found(shown: str, wanted: str) -> None:
    assert len(found(shown, wanted).hits) == 1


@pytest.mark.parametrize(
    ("shown", "wanted"),
    [
        ("101", "1"),
        ("101", "10"),
        ("Held", "Hold"),
        ("Hold1", "Hold"),
        ("Holding", "Hold"),
        ("Uphold", "hold"),
        ("10:31 AM", "10"),
        ("10:31 AM", "31"),
        ("10.0.0.17", "10"),
        ("555-1234", "555"),
        ("1,001", "1"),
        ("+1001", "1001"),
        ("*72", "72"),
        ("72#", "72"),
        ("don't", "don"),
        ("line_1", "line"),
        ("hold", "Hold"),
        ("New", "New Call"),
        ("NewCall", "New Call"),
        ("Zoë", "Zo"),
        ("Zoe\N{COMBINING DIAERESIS}", "Zoe"),
    ],
)
def test_parts_of_words_and_other_words_are_not(shown: str, wanted: str) -> None:
    assert found(shown, wanted).hits == ()


def test_capitals_matter_unless_told_otherwise() -> None:
    assert found("HOLD", "Hold").hits == ()
    assert found("HOLD", "Hold", ignore_case=True).hits[0].text == "HOLD"


def test_the_box_is_that_of_the_words() -> None:
    (hit,) = found("Call from Bob now", "Bob").hits
    assert hit.text == "Bob"
    assert 90 <= hit.box.left <= 112
    assert 126 <= hit.box.right <= 146
    assert (hit.box.top, hit.box.bottom) == (10, 30)
    (hit,) = found("Hold", "Hold").hits
    assert hit.box == (10, 10, 50, 30)


def test_every_place_is_a_hit() -> None:
    assert [hit.box.left for hit in found("no no no", "no").hits] == sorted(
        {hit.box.left for hit in found("no no no", "no").hits}
    )
    assert len(found("no no no", "no").hits) == 3
    assert len(find_text([text("Bob"), text("Bob", top=60)], "Bob").hits) == 2


def test_words_of_two_boxes_of_one_line_are_found_together() -> None:
    texts = [text("New", 10, width=30), text("Call", 46, width=40)]
    (hit,) = find_text(texts, "New Call").hits
    assert hit.text == "New Call"
    assert hit.box == (10, 10, 86, 30)
    assert len(find_text(texts, "Call").hits) == 1


def test_words_of_two_soft_keys_or_two_lines_are_not() -> None:
    assert find_text([text("New", 10, width=30), text("Call", 90, width=40)], "New Call").hits == ()
    assert find_text([text("New", 10), text("Call", 10, top=40)], "New Call").hits == ()


@pytest.mark.parametrize("ellipsis", ["...", "\N{HORIZONTAL ELLIPSIS}", " ...", ".."])
def test_a_label_that_is_cut_is_reported_as_cut(ellipsis: str) -> None:
    result = found(f"Conferen{ellipsis}", "Conference")
    assert result.hits == ()
    assert len(result.cut) == 1
    assert found(f"Conferen{ellipsis}", "Contacts").cut == ()
    assert found(f"conferen{ellipsis}", "Conference").cut == ()
    assert len(found(f"conferen{ellipsis}", "Conference", ignore_case=True).cut) == 1


def test_a_cut_name_within_a_line_is_reported() -> None:
    (cut,) = found("1: Zoe Strauss-Maxi... 0049", "Zoe Strauss-Maximilian").cut
    assert cut.text == "Zoe Strauss-Maxi..."


def test_the_whole_text_before_an_ellipsis_is_no_cut_label() -> None:
    result = found("Searching...", "Searching")
    assert len(result.hits) == 1
    assert result.cut == ()
    assert found("S...", "Searching").cut == ()


@pytest.mark.parametrize(
    ("shown", "wanted"),
    [
        ("H0ld", "Hold"),
        ("hold", "Hold"),
        ("NewCall", "New Call"),
        ("l001", "1001"),
        ("Modern", "Modem"),
        ("Confererce", "Conference"),
        ("Conferenc", "Conference"),
        ("your Confererce now", "Conference"),
    ],
)
def test_what_may_be_misread_is_near(shown: str, wanted: str) -> None:
    result = found(shown, wanted)
    assert result.hits == ()
    assert len(result.near) == 1


@pytest.mark.parametrize(
    ("shown", "wanted"),
    [("Held", "Hold"), ("1002", "1001"), ("101", "1"), ("Contacts", "Conference"), ("Bob", "Rob"), ("", "Hold")],
)
def test_another_word_is_not_near(shown: str, wanted: str) -> None:
    assert found(shown, wanted) == Found((), (), ())


def test_an_alphabet_decides_between_look_alikes() -> None:
    assert found("0OO4F2I0203O", "0004F210203O", charset="hex").hits == ()
    assert found("OOO4F2l0203O", "0004F2102030", charset="hex").hits[0].text == "0004F2102030"
    assert found("MAC OO:04:F2", "00:04:F2", charset="mac").hits[0].text == "00:04:F2"
    # A word that cannot be of the alphabet is left alone.
    assert found("SOS Line 1", "SOS Line 1", charset="digits").hits == ()
    assert fit("Software 6.4.O", "0123456789.") == "Software 6.4.0"
    assert fit("anything", "") == "anything"
    assert fit("l23", "Il1") == "l23"


def test_an_empty_text_is_an_error() -> None:
    for wanted in ("", "   "):
        with pytest.raises(UsageError, match="empty"):
            found("Hold", wanted)


def test_texts_come_in_reading_order() -> None:
    shown = [text("c", 10, 50), text("b", 100, 14), text("a", 10, 10), text("d", 60, 48)]
    assert [each.text for each in reading_order(shown)] == ["a", "b", "c", "d"]
    assert [[each.text for each in line] for line in lines(shown)] == [["a", "b"], ["c", "d"]]


def test_an_icon_read_as_a_symbol_is_no_part_of_the_text() -> None:
    star = without_icons(text("\N{BLACK STAR}Eva Braun", 6, width=140))
    assert star is not None
    assert star.text == "Eva Braun"
    assert star.box == (26, 10, 146, 30)
    assert without_icons(text("\N{BLACK CIRCLE}")) is None
    for shown, rest in (
        ("\N{CIRCLED DIGIT ONE} Hold", "Hold"),
        ("\N{GREEK SMALL LETTER THETA} Sales", "Sales"),
        ("\N{GREEK SMALL LETTER THETA}Alice", "Alice"),
        ("\u53e3Hold", "Hold"),
        ("1001 \u2192", "1001"),
        ("l of 3", "1 of 3"),
    ):
        read = without_icons(text(shown))
        assert read is not None
        assert read.text == rest
    for words in (
        "\u0412 Привет",
        "\u6d88\u606f",
        "\u53e3",
        "5\N{GREEK SMALL LETTER MU}",
        "\N{GREEK SMALL LETTER MU}A",
        "A 1",
        "1 Hold",
        "\u6d88 A\u606f",
    ):
        assert without_icons(text(words)) == text(words)
    for words in ("25\N{DEGREE SIGN}", "+49", "5 \N{EURO SIGN}", "Bob"):
        assert without_icons(text(words)) == text(words)


@pytest.mark.parametrize(
    ("shown", "wanted"), [("Muller", "Müller"), ("Müller", "Muller"), ("Reglages", "Réglages"), ("STRASSE", "Straße")]
)
def test_a_reading_without_accents_is_near(shown: str, wanted: str) -> None:
    result = found(shown, wanted)
    assert (result.hits, [text.text for text in result.near]) == ((), [shown])


def test_a_text_that_goes_on_in_the_next_line_is_near() -> None:
    first, second = text("Do Not", left=20, top=10), text("Disturb", left=14, top=34)
    result = find_text([first, second], "Do Not Disturb")
    assert (result.hits, [each.text for each in result.near]) == ((), ["Do Not Disturb"])
    assert result.near[0].box == (14, 10, 84, 54)
    for elsewhere in (text("Disturb", left=200, top=34), text("Disturb", left=14, top=90)):
        assert find_text([first, elsewhere], "Do Not Disturb").near == ()
    assert find_text([first, second], "Not Disturb").near != ()
    assert find_text([first, second], "Do Disturb").near == ()


def test_distances_are_edits() -> None:
    assert distance("kitten", "sitting", 5) == 3
    assert distance("kitten", "sitting", 2) == 3
    assert distance("", "abc", 9) == 3
    assert distance("same", "same", 0) == 0


WORDS = st.lists(st.text(string.ascii_letters + string.digits, min_size=1, max_size=8), min_size=1, max_size=5)


@settings(max_examples=200)
@given(WORDS, st.data())
def test_every_word_of_a_text_is_found_in_it(words: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    shown, wanted = text(" ".join(words)), " ".join(words[first : last + 1])
    result = find_text([shown], wanted)
    assert wanted in [hit.text for hit in result.hits]
    for hit in result.hits:
        assert shown.box.left <= hit.box.left < hit.box.right <= shown.box.right + 1


@settings(max_examples=200)
@given(st.text(string.ascii_letters + string.digits, min_size=1, max_size=8), st.sampled_from(string.ascii_letters))
def test_no_word_is_found_in_a_longer_one(word: str, more: str) -> None:
    assert found(word + more, word).hits == ()
    assert found(more + word, word).hits == ()


@settings(max_examples=200)
@given(st.text(max_size=30), st.text(min_size=1, max_size=10))
def test_any_text_can_be_looked_for_in_any_other(shown: str, wanted: str) -> None:
    if not plain(wanted):
        return
    result = find_text([text(shown, width=200)], wanted)
    for each in (*result.hits, *result.near, *result.cut):
        assert each.text
        assert each.box.left < each.box.right
