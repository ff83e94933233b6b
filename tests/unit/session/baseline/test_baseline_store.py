"""Where approved pictures lie, and which of them holds."""

import io
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from PolyLibrary.errors import UsageError
from PolyLibrary.names import fold
from PolyLibrary.session.baseline.baseline_store import ANY, Key, Store, chain, file_stem, key_of

KEY = Key("VVX600", "5.9.3.2857", "English")
SAFE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(~[0-9a-f]{8})?")


def picture(kind: str = "BMP", colour: int = 0) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 4), (colour, 0, 0)).save(out, kind)
    return out.getvalue()


def stored(folder: Path, *places: str) -> Store:
    for place in places:
        file = folder / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(picture())
    return Store(folder)


# Names ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("idle", "idle"),
        ("Idle Screen", "idle-screen"),
        ("  idle_screen ", "idle-screen"),
        ("call 2 of 3", "call-2-of-3"),
        ("con", "con~"),
        ("LPT1", "lpt1~"),
        ("Übersicht", "ubersicht~"),
        ("Экран", "picture~"),
        ("../../etc/passwd", "etc-passwd~"),
        ("a:b", "a-b~"),
        ("x" * 300, "x" * 60 + "~"),
        ("<script>", "script~"),
        ("nul\0", "nul~"),
    ],
)
def test_a_name_becomes_a_safe_file_name(name: str, stem: str) -> None:
    made = file_stem(name)
    assert SAFE.fullmatch(made)
    assert made == stem if not stem.endswith("~") else re.fullmatch(re.escape(stem) + "[0-9a-f]{8}", made)


@pytest.mark.parametrize("name", ["", "  ", "-_-", "\t\n"])
def test_an_empty_name_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="A baseline needs a name"):
        file_stem(name)


def test_composed_and_decomposed_letters_are_one_name() -> None:
    assert file_stem("Übersicht") == file_stem("U\u0308bersicht") == file_stem("ÜBERSICHT")


@settings(deadline=None)
@given(st.text(min_size=1, max_size=200))
def test_every_name_is_a_file_that_every_system_takes(name: str) -> None:
    try:
        stem = file_stem(name)
    except UsageError:
        assert not fold(name).strip()
        return
    assert SAFE.fullmatch(stem)
    assert len(stem) <= 70
    assert file_stem(name) == stem


@settings(deadline=None)
@given(st.text("abcXYZ0 -_:ü/.", min_size=1, max_size=6), st.text("abcXYZ0 -_:ü/.", min_size=1, max_size=6))
def test_two_names_share_a_file_only_when_they_are_one_name(one: str, other: str) -> None:
    try:
        stems = file_stem(one), file_stem(other)
    except UsageError:
        return
    same = fold(one) == fold(other)
    if not same:
        assert stems[0].replace("-", "") != stems[1].replace("-", "")
    elif "~" not in stems[0]:
        assert stems[0].replace("-", "") == stems[1].replace("-", "")


@settings(max_examples=30, deadline=None)
@given(st.text("abX0 -_:ü", min_size=1, max_size=6), st.text("abX0 -_:ü", min_size=1, max_size=6))
def test_what_is_stored_under_a_name_is_found_under_it_and_no_other(
    tmp_path_factory: pytest.TempPathFactory, one: str, other: str
) -> None:
    if not fold(one) or not fold(other):
        return
    store = Store(tmp_path_factory.mktemp("store"))
    path = store.put(one, KEY, picture())
    found = store.find(other, KEY)
    assert (found is not None) is (fold(one) == fold(other))
    assert found is None or found.baseline.path == path


# Keys -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("firmware", "language", "key"),
    [
        ("5.9.3.2857", "", "VVX600/5.9.3.2857/English"),
        ("5.9.3.2857", "English_UnitedStates", "VVX600/5.9.3.2857/English"),
        ("5.9.3.2857", "English_UnitedKingdom", "VVX600/5.9.3.2857/English_UnitedKingdom"),
        ("5.9.3.2857 02-Jul-19", "French_France", "VVX600/5.9.3.2857/French_France"),
        ("5.9.3.2857", None, "VVX600/5.9.3.2857/any"),
        ("", "../../x", "VVX600/any/x"),
        ("unknown", "a/b c", "VVX600/any/a-b-c"),
    ],
)
def test_the_key_of_a_phone(firmware: str, language: str | None, key: str) -> None:
    assert str(key_of("VVX600", firmware, language)) == key


# Which one holds --------------------------------------------------------------------------------------------

LOOSER = [
    ("VVX600/5.9.3.2857/English", "exactly this firmware, language English"),
    ("VVX600/5.9.3.2857/any", "exactly this firmware, any language"),
    ("VVX600/5.9.3.2000/English", "the older firmware 5.9.3.2000, for there is none for 5.9.3.2857, language English"),
    ("VVX600/5.9.3.2000/any", "the older firmware 5.9.3.2000, for there is none for 5.9.3.2857, any language"),
    ("VVX600/5.9.3/English", "the older firmware 5.9.3, for there is none for 5.9.3.2857, language English"),
    ("VVX600/5.9.2.9999/English", "the older firmware 5.9.2.9999, for there is none for 5.9.3.2857, language English"),
    ("VVX600/5.9/English", "the older firmware 5.9, for there is none for 5.9.3.2857, language English"),
    ("VVX600/any/English", "any firmware, language English"),
    ("VVX600/any/any", "any firmware, any language"),
]
NEVER = (
    "VVX600/5.9.4/English/idle.bmp",  # newer
    "VVX600/5.10/English/idle.bmp",
    "VVX600/5.8.9/English/idle.bmp",  # another branch
    "VVX600/5/English/idle.bmp",
    "VVX600/5.9.3.2857/French_France/idle.bmp",
    "VVX600/any/German_Germany/idle.bmp",
    "VVX600/latest/English/idle.bmp",
    "VVX601/5.9.3.2857/English/idle.bmp",
    "VVX600/5.9.3.2857/English/idle2.bmp",
    "VVX600/5.9.3.2857/English/idle.txt",
)


def test_the_chain_goes_from_the_exact_firmware_to_the_model(tmp_path: Path) -> None:
    store = stored(tmp_path, *(f"{place}/idle.bmp" for place, _ in LOOSER), *NEVER)
    for place, how in LOOSER:
        found = store.find("Idle", KEY)
        assert found is not None
        assert (str(found.baseline.key), found.how) == (place, how)
        found.baseline.path.unlink()
    assert store.find("idle", KEY) is None


def test_the_chain_in_words() -> None:
    assert chain(KEY) == "5.9.3.2857, then the nearest older 5.9, then any, each in English or any"
    assert chain(Key("VVX600", ANY, ANY)) == "any, each in any"


def test_folders_do_not_tell_by_case(tmp_path: Path) -> None:
    found = stored(tmp_path, "vvx600/Any/english/Idle Screen.BMP").find("idle screen", KEY)
    assert found is not None


def test_a_folder_that_is_not_there_has_nothing(tmp_path: Path) -> None:
    assert Store(tmp_path / "none").find("idle", KEY) is None
    assert list(Store(tmp_path / "none").every()) == []


def test_two_files_of_one_name_are_an_error(tmp_path: Path) -> None:
    store = stored(tmp_path, "VVX600/5.9.3.2857/English/idle.bmp", "VVX600/5.9.3.2857/English/idle.png")
    with pytest.raises(UsageError) as caught:
        store.find("idle", KEY)
    assert str(caught.value) == (
        "There are 2 baselines 'idle' for VVX600/5.9.3.2857/English.\n"
        f"Seen:  'idle.bmp', 'idle.png' in {tmp_path / 'VVX600/5.9.3.2857/English'}.\n"
        "Next:  keep the one that is right and delete the others."
    )


# Storing ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "extension"), [("BMP", "bmp"), ("PNG", "png"), ("JPEG", "jpg")])
def test_pictures_are_stored_as_they_came(tmp_path: Path, kind: str, extension: str) -> None:
    data = picture(kind)
    path = Store(tmp_path).put("Idle Screen", KEY, data)
    assert path == tmp_path / "VVX600" / "5.9.3.2857" / "English" / f"idle-screen.{extension}"
    assert path.read_bytes() == data
    assert [each.name for each in path.parent.iterdir()] == [path.name], "nothing of the writing is left"


def test_a_new_picture_takes_the_place_of_the_old_one_whatever_its_format(tmp_path: Path) -> None:
    store = stored(tmp_path, "VVX600/5.9.3.2857/English/Idle_Screen.bmp", "VVX600/5.9.2/English/idle-screen.bmp")
    new = store.put("idle screen", KEY, picture("PNG", 200))
    assert sorted(each.path.name for each in store.named("idle screen", "VVX600")) == [
        "idle-screen.bmp",
        "idle-screen.png",
    ]
    found = store.find("idle screen", KEY)
    assert found is not None
    assert found.baseline.path == new


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "VVX600").write_text("a file")
    with pytest.raises(UsageError, match=r"idle\.bmp cannot be written"):
        Store(tmp_path).put("idle", KEY, picture())
