"""Whatever is touched or pressed in whatever order: no error, a valid screen, every box on the panel."""

from collections.abc import Callable

from gui_phone import START, FakePhone
from hypothesis import given, settings
from hypothesis import strategies as st

from PolyLibrary.emulator.gui.data import table
from PolyLibrary.emulator.gui.port import LogEntry

SCREENS = {
    *["boot", "idle", "lines", "home", "dialer", "incoming call", "calls", "active call", "recent calls"],
    *["field", "menu", "message", "settings", "directory", "favorites", "messages", "forward"],
    *["transfer", "conference", "lock", "screensaver"],
}
KEYS = [*table("keys"), "SoftKey1", "SoftKey2", "SoftKey3", "SoftKey4", "SoftKey5", "Line1", "Line2", "Line17"]
STATES = [*table("softkeys")["of_state"], "SomethingNew"]

Step = Callable[[FakePhone], object]

MODELS = ["VVX 600", "VVX 201", "VVX 311", "VVX 450", "VVX 501", "VVX 1500", "Trio 8800", "CCX 600"]

points = st.one_of(
    st.tuples(st.integers(-5, 485), st.integers(-5, 277)), st.tuples(st.integers(0, 1024), st.integers(0, 1280))
)


def _state(phone: FakePhone, place: int, state: str) -> None:
    if phone.call_list:
        call = phone.call_list[place % len(phone.call_list)]
        phone.set_state(call.key, state=state, ringing=state == "Offering")


def _gone(phone: FakePhone, place: int) -> None:
    if phone.call_list:
        phone.remove(phone.call_list[place % len(phone.call_list)].key)


def _widget(phone: FakePhone, place: int) -> None:
    drawn = [widget for widget in phone.gui.scene().widgets if widget.press is not None]
    if drawn:
        phone.gui.tap(*drawn[place % len(drawn)].box.centre)


small = st.integers(0, 40)
steps: st.SearchStrategy[Step] = st.one_of(
    points.map(lambda point: lambda phone: phone.gui.tap(*point)),
    small.map(lambda place: lambda phone: _widget(phone, place)),
    st.tuples(points, points, st.integers(10, 5000)).map(lambda ends: lambda phone: phone.gui.swipe(*ends)),
    points.map(lambda point: lambda phone: phone.gui.touch_down(*point)),
    points.map(lambda point: lambda phone: phone.gui.touch_up(*point)),
    st.sampled_from(KEYS).map(lambda name: lambda phone: phone.gui.key(name)),
    st.sampled_from(KEYS).map(lambda name: lambda phone: phone.gui.key(name, held=1.0)),
    st.text(max_size=8).map(lambda text: lambda phone: phone.gui.type_text(text)),
    st.sampled_from(["1002", "1003", "5551234"]).map(lambda number: lambda phone: phone.ring(number)),
    st.tuples(small, st.sampled_from(STATES)).map(lambda change: lambda phone: _state(phone, *change)),
    small.map(lambda place: lambda phone: _gone(phone, place)),
    st.floats(0.1, 50).map(lambda seconds: lambda phone: phone.clock.pass_time(seconds)),
    st.booleans().map(lambda up: lambda phone: phone.boot(up)),
)


def _check(phone: FakePhone) -> None:
    shown = phone.gui.describe()
    assert shown["screen"] in SCREENS
    assert shown["screen"] == phone.gui.screen
    panel = phone.gui.panel
    assert all(len(page) == panel.soft_key_cells for page in shown["soft_key_pages"])
    for widget in phone.gui.scene().widgets:
        left, top, right, bottom = widget.box
        assert 0 <= left < right <= panel.width, widget
        assert 0 <= top < bottom <= panel.height, widget
    for kind in ("rows", "lines", "tiles", "soft_keys", "keys"):
        for item in shown[kind]:  # type: ignore[literal-required]
            assert item["text"] or item["icon"]


@settings(max_examples=300, deadline=None)
@given(st.lists(steps, max_size=30), st.integers(0, 20), st.sampled_from(MODELS))
def test_any_sequence_leaves_a_valid_screen(sequence: list[Step], lines: int, model: str) -> None:
    phone = FakePhone(lines, model=model)
    phone.settings = {"up.screenSaver.enabled": "1", "up.screenSaver.waitTime": "1"}
    phone.logs["Placed"] = [LogEntry("Placed", "", str(2000 + n), 1, START, None) for n in range(9)]
    for step in sequence:
        step(phone)
        _check(phone)
    data, _ = phone.gui.picture()
    width, height = phone.gui.panel.width, phone.gui.panel.height
    assert len(data) == 54 + -(-width * 3 // 4) * 4 * height
