"""Directory and favorites on the screen, and the book of contacts behind them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from screens_phone import MenuPhone

from PolyLibrary.emulator.contacts import MOST_CONTACTS, ContactBook
from PolyLibrary.emulator.gui.port import Contact

PEOPLE = [("Bob", "Baker", "1002"), ("Anna", "Young", "1003"), ("Bert", "Adams", "1004"), ("", "", "5550")]


def phone_with(*people: tuple[str, str, str]) -> MenuPhone:
    phone = MenuPhone()
    for first, last, number in people or PEOPLE:
        assert phone.book.store(Contact(first, last, number)) == ""
    return phone


def directory(phone: MenuPhone) -> MenuPhone:
    phone.gui.key("Directories")
    phone.pick("Contact Directory")
    assert phone.gui.screen == "directory"
    return phone


def search(phone: MenuPhone, text: str) -> list[str]:
    phone.press("Search")
    phone.type(text)
    phone.press("OK")
    return phone.rows()


def test_the_order_by_last_names_and_by_first_names() -> None:
    phone = directory(phone_with())
    assert phone.details() == {"5550": "", "Adams, Bert": "1004", "Baker, Bob": "1002", "Young, Anna": "1003"}
    assert phone.rows() == ["5550", "Adams, Bert", "Baker, Bob", "Young, Anna"]
    phone.menu("Basic", "Preferences", "Directory Sort Order")
    phone.pick("First Last")
    directory(phone)
    assert phone.rows() == ["5550", "Anna Young", "Bert Adams", "Bob Baker"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("b", ["Adams, Bert", "Baker, Bob"]),
        ("YOU", ["Young, Anna"]),
        ("100", ["Adams, Bert", "Baker, Bob", "Young, Anna"]),
        ("bob b", ["Baker, Bob"]),
        ("  bob ", ["Baker, Bob"]),
        ("nobody", []),
        ("", ["5550", "Adams, Bert", "Baker, Bob", "Young, Anna"]),
        ("   ", ["5550", "Adams, Bert", "Baker, Bob", "Young, Anna"]),
        ("{search}", []),
        ("🙂", []),
    ],
)
def test_search_by_a_part_of_name_or_number(text: str, found: list[str]) -> None:
    phone = directory(phone_with())
    assert search(phone, text) == found
    if not found:
        assert phone.text_of("empty") == "No matches found"


def test_back_goes_from_what_was_found_to_all_and_then_out() -> None:
    phone = directory(phone_with())
    search(phone, "bob")
    assert phone.title() == "Found: bob"
    phone.gui.key("Back")
    assert (phone.title(), len(phone.rows())) == ("Contact Directory", 4)
    phone.gui.key("Back")
    assert phone.gui.screen == "menu"


def test_dial_from_the_directory() -> None:
    phone = directory(phone_with())
    search(phone, "anna")
    phone.press("Dial")
    assert phone.did[-1] == ("dial", "1003")
    assert phone.gui.screen == "active call"


def test_the_directory_opens_over_a_dial_tone_and_hands_its_number_over() -> None:
    phone = phone_with()
    phone.soft("New Call")
    phone.press("Directory")
    assert phone.gui.screen == "directory"
    phone.pick("Young, Anna")
    phone.press("Dial")
    assert phone.did[-1] == ("dial", "1003")
    assert [call.state for call in phone.call_list] == ["Setup"]


def test_add_a_contact() -> None:
    phone = directory(MenuPhone())
    assert phone.text_of("empty") == "The directory is empty"
    phone.press("Add")
    for part, text in [("First Name", "Zoë"), ("Last Name", "Ünlü 🙂"), ("Contact", "+49*7#")]:
        phone.pick(part)
        phone.type(text)
        phone.press("OK")
    phone.press("Save")
    assert phone.details() == {"Ünlü 🙂, Zoë": "+49*7#"}
    assert [contact.name for contact in phone.contacts()] == ["Zoë Ünlü 🙂"]
    phone.gui.picture()


@pytest.mark.parametrize(
    ("number", "notice"), [("", "Enter a number first."), ("1002", "Another contact has this number.")]
)
def test_a_contact_that_is_refused_keeps_its_form(number: str, notice: str) -> None:
    phone = directory(phone_with())
    phone.press("Add")
    phone.pick("First Name")
    phone.type("Again")
    phone.press("OK")
    phone.pick("Contact")
    phone.type(number)
    phone.press("OK")
    phone.press("Save")
    assert (phone.notice(), phone.title()) == (notice, "Add Contact")
    assert phone.details()["First Name"] == "Again"


def test_edit_a_contact() -> None:
    phone = directory(phone_with())
    phone.pick("Baker, Bob")
    phone.press("Edit")
    assert phone.details() == {"First Name": "Bob", "Last Name": "Baker", "Contact": "1002", "Favorite Index": ""}
    phone.pick("Contact")
    phone.type("2002")
    phone.press("OK")
    phone.press("Save")
    assert phone.details()["Baker, Bob"] == "2002"
    assert (phone.name_of("2002"), phone.name_of("1002")) == ("Bob Baker", "")


@pytest.mark.parametrize(("answer", "number"), [("Yes", "77"), ("No", "1002")])
def test_a_form_that_is_left_asks(answer: str, number: str) -> None:
    phone = directory(phone_with())
    phone.pick("Baker, Bob")
    phone.press("Edit")
    phone.pick("Contact")
    phone.type("77")
    phone.press("OK")
    phone.gui.key("Back")
    assert phone.title() == "Save changes?"
    phone.soft(answer)
    assert (phone.gui.screen, phone.details()["Baker, Bob"]) == ("directory", number)


def test_home_asks_after_a_form_and_stays_when_the_values_are_refused() -> None:
    phone = directory(phone_with())
    phone.press("Add")
    phone.pick("First Name")
    phone.type("Nobody")
    phone.press("OK")
    phone.gui.key("Home")
    phone.soft("Yes")
    assert (phone.title(), phone.notice()) == ("Add Contact", "Enter a number first.")
    phone.gui.key("Home")
    phone.soft("No")
    assert phone.gui.screen == "home"


def test_home_asks_where_a_ringing_call_covers_the_form() -> None:
    phone = directory(phone_with())
    phone.press("Add")
    phone.pick("First Name")
    phone.type("Nobody")
    phone.press("OK")
    phone.ring("1003")
    assert phone.gui.screen == "incoming call"
    phone.gui.key("Home")
    assert (phone.gui.screen, phone.title()) == ("message", "Save changes?")
    phone.soft("No")
    assert phone.gui.screen == "home"


def test_home_asks_for_the_field_and_for_the_form_below_it() -> None:
    phone = directory(phone_with())
    phone.press("Add")
    for part, text in (("First Name", "Carla"), ("Contact", "1009")):
        phone.pick(part)
        phone.type(text)
        phone.press("OK")
    phone.pick("Last Name")
    phone.type("Cole")
    phone.gui.key("Home")
    phone.soft("Yes")
    assert (phone.gui.screen, phone.title()) == ("message", "Save changes?")
    phone.soft("Yes")
    assert phone.gui.screen == "home"
    assert phone.name_of("1009") == "Carla Cole"


def test_a_form_below_an_untouched_field_is_not_lost() -> None:
    phone = directory(phone_with())
    phone.press("Add")
    phone.pick("Contact")
    phone.type("1009")
    phone.press("OK")
    phone.pick("Last Name")
    phone.clock.pass_time(41)
    assert phone.title() == "Save changes?"
    phone.soft("Yes")
    assert phone.gui.screen == "idle"
    assert phone.book.of_number("1009")


@pytest.mark.parametrize(("answer", "left"), [("Yes", 3), ("No", 4)])
def test_delete_asks(answer: str, left: int) -> None:
    phone = directory(phone_with())
    phone.pick("Baker, Bob")
    phone.press("Delete")
    assert phone.title() == "Delete Bob Baker?"
    phone.soft(answer)
    assert len(phone.rows()) == left


def test_favorites_stand_by_their_place_and_a_digit_dials_one() -> None:
    phone = phone_with()
    directory(phone).pick("Baker, Bob")
    phone.press("Edit")
    phone.pick("Favorite Index")
    phone.type("3a")
    phone.press("OK")
    phone.press("Save")
    phone.book.store(Contact("Carla", "Cole", "1009", favorite=1))
    phone.gui.key("Directories")
    phone.pick("Favorites")
    assert (phone.gui.screen, phone.details()) == ("favorites", {"Carla Cole": "1", "Bob Baker": "3"})
    phone.gui.key("Dialpad2")
    assert not any(act[0] == "dial" for act in phone.did)
    phone.gui.key("Dialpad3")
    assert phone.did[-1] == ("dial", "1002")


def test_a_favorite_that_is_removed_stays_in_the_directory() -> None:
    phone = phone_with(("Bob", "", "1002"))
    (bob,) = phone.contacts()
    phone.book.store(Contact("Bob", "", "1002", favorite=2, key=bob.key))
    phone.gui.key("Directories")
    phone.pick("Favorites")
    phone.press("Remove")
    assert phone.text_of("empty") == "No favorites"
    assert phone.details() == {}
    assert [contact.number for contact in phone.contacts()] == ["1002"]


def test_a_list_that_shrinks_under_the_cursor_leads_to_nothing_wrong() -> None:
    phone = directory(phone_with())
    for _ in range(9):
        phone.gui.key("ArrowDown")
    phone.book.clear()
    for label in ("Add", "Search"):
        assert label in [key for page in phone.gui.describe()["soft_key_pages"] for key in page]
    phone.gui.key("Select")
    phone.gui.key("Delete")
    assert (phone.gui.screen, phone.rows()) == ("directory", [])


# The book
@pytest.fixture(scope="module")
def full_book() -> ContactBook:
    book = ContactBook()
    for n in range(MOST_CONTACTS):
        assert book.store(Contact(f"First{n:05}", f"Last{n % 100:02}", str(100_000 + n))) == ""
    return book


def test_9999_entries_and_no_more(full_book: ContactBook) -> None:
    assert len(full_book) == 9999
    assert full_book.store(Contact("One", "Too many", "1")) == "directory full"
    assert len(full_book) == 9999
    some = full_book.entries()[0]
    assert full_book.store(Contact("Other", "Name", some.number, key=some.key)) == ""
    assert len(full_book.entries("last07")) == 100


def test_a_full_directory_on_the_screen(full_book: ContactBook) -> None:
    phone = MenuPhone()
    phone.book = full_book
    directory(phone)
    assert phone.gui.describe()["labels"]
    phone.gui.key("ArrowUp")
    phone.gui.swipe((240, 210), (240, 60), 100)
    phone.gui.picture()
    phone.press("Add")
    phone.pick("Contact")
    phone.type("4")
    phone.press("OK")
    phone.press("Save")
    assert phone.notice() == "The directory is full."


def test_a_taken_place_moves_the_others_down_up_to_the_first_free_one() -> None:
    book = ContactBook()
    for number, place in (("1", 1), ("2", 2), ("4", 4)):
        book.store(Contact(f"N{number}", "", number, favorite=place))
    book.store(Contact("New", "", "9", favorite=1))
    assert [(contact.first, contact.favorite) for contact in book.favorites()] == [
        ("New", 1),
        ("N1", 2),
        ("N2", 3),
        ("N4", 4),
    ]


@pytest.mark.parametrize("name", ["x" * 200, "x" * 999, "\x00\x07tab\tend", "\ud800half", "עברית", "e\u0301", "\u200f"])
def test_odd_names(name: str) -> None:
    phone = phone_with((name, "", "1"))
    directory(phone)
    (row,) = phone.gui.describe()["rows"]
    row["text"].encode()
    assert all(char >= " " for char in row["text"])
    assert len(row["text"]) <= 255
    phone.gui.picture()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=12), st.text(max_size=12), st.text(max_size=4), st.integers(0, 4))))
def test_the_book_keeps_what_it_took_and_finds_each_by_its_own_name(people: list[tuple[str, str, str, int]]) -> None:
    book = ContactBook()
    for first, last, number, place in people:
        book.store(Contact(first, last, number, place))
    entries = book.entries()
    assert len({contact.number for contact in entries}) == len(entries) == len(book)
    places = [contact.favorite for contact in book.favorites()]
    assert len(set(places)) == len(places)
    for contact in entries:
        assert contact in book.entries(contact.number)
        assert contact in book.entries(contact.name)
        assert book.of_number(contact.number) == contact
    assert sorted(entries, key=lambda one: one.key) == sorted(book.entries("", "first"), key=lambda one: one.key)
    for contact in entries:
        assert book.delete(contact.key)
    assert len(book) == 0
    assert book.favorites() == []
