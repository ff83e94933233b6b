"""Checks of what the phone says of its screen: its name, its soft keys, its items."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed, NotPossible, UnknownName, UsageError
from PolyLibrary.names import did_you_mean, fold, quoted
from PolyLibrary.phone.uixml import UiScreen
from PolyLibrary.session.onscreen import label_of
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.shown import Shown, look_at_screen, map_of, require_ui, why_blind

Match = Literal["exact", "contains"]
_BLIND = "run this on a VVX with firmware 6.x, or look at the picture (Capture Screen)."


def expect_screen(session: PhoneSession, name: str, deadline: Deadline) -> Shown:
    """Wait until the phone shows a screen.

    Raises:
        UnknownName: Neither the map nor the phone has a screen of that name.
        NotPossible: Nothing can tell this screen on this phone; names the missing way.
        CheckFailed: It shows another one.
    """
    wanted = _screen_name(session, name)
    shown: Shown | None = None
    tries = 0
    for tries in session.watch.rounds(deadline):
        shown = look_at_screen(session, deadline)
        if shown.ui is None:
            _require_way(session, wanted)
        if fold(shown.name) == fold(wanted):
            return shown
    assert shown is not None
    raise CheckFailed(
        f"{session.title} does not show the screen '{wanted}'.",
        seen=f"{shown}.",
        tried=deadline.tried(tries),
        hint="open it first (Open Screen), or look at the picture (Capture Screen).",
    )


def _screen_name(session: PhoneSession, name: str) -> str:
    layout = map_of(session)
    if layout is None:
        return name
    try:
        return layout.screen_named(name).name
    except UnknownName:
        if session.describes_screen and fold(name) in {fold(word) for word in SCREEN_WORDS}:
            return name
        raise


SCREEN_WORDS = (
    *("boot", "idle", "lines", "home", "dialer", "incoming call", "calls", "active call", "transfer", "conference"),
    *("recent calls", "directory", "favorites", "messages", "forward", "settings", "menu", "field", "browser"),
    *("lock", "message", "screensaver"),
)
"""Words for screens that a layout map may lack."""


def _require_way(session: PhoneSession, wanted: str) -> None:
    """Refuse a screen that neither the calls nor a description can tell."""
    layout = map_of(session)
    screen = layout.screens.get(wanted) if layout else None
    if screen is None or not screen.recognise.calls:
        raise NotPossible(
            f"Nothing can tell whether {session.title} shows the screen '{wanted}'.",
            seen=f"{why_blind(session)}, and the layout map recognises '{wanted}' by no call.",
            hint=_BLIND,
        )


def expect_soft_keys(
    session: PhoneSession, labels: Sequence[str], deadline: Deadline, *, match: Match, page: int | None
) -> list[str]:
    """Wait until the soft keys are these, in their order (``contains``: are among them).

    Args:
        labels: Labels, names of elements, or one name of a set of the map (``Connected``, ``idle``).
        page: Only those of one page, from 1; None = all pages, each label once.
    """
    if not labels:
        raise UsageError("Expect Soft Keys needs labels.", hint="write them in order: Expect Soft Keys    Hold    More")
    if page is not None and page < 1:
        raise UsageError(f"There is no page {page} of soft keys.", hint="pages= is all, or a number from 1.")
    wanted = _wanted_labels(session, labels)
    seen: list[str] = []
    ui: UiScreen | None = None
    tries = 0
    for tries in session.watch.rounds(deadline):
        ui = require_ui(session, "its soft keys", deadline)
        seen = _labels_of(session, ui, page)
        if _fit(wanted, seen, match, in_order=True):
            return seen
    assert ui is not None
    raise CheckFailed(
        f"{session.title} does not show the soft keys {quoted(wanted)}{_others(match)}.",
        seen=f"the screen '{ui.name or ui.title}' with {quoted(seen) or 'none'}"
        + (f" on page {page}." if page else " on all pages."),
        tried=deadline.tried(tries),
        hint=_difference(wanted, seen),
    )


def _labels_of(session: PhoneSession, ui: UiScreen, page: int | None) -> list[str]:
    if page is not None:
        keys = sorted((key for key in ui.soft_keys if key.page == page), key=lambda key: key.cell)
        return [key.label for key in keys]
    layout = map_of(session)
    more = fold(label_of(session, layout.softkey_row.more if layout and layout.softkey_row else "More"))
    return [label for label in ui.soft_key_labels if fold(label) != more]


def _wanted_labels(session: PhoneSession, labels: Sequence[str]) -> list[str]:
    layout = map_of(session)
    if len(labels) == 1 and layout is not None:
        form = fold(labels[0])
        more = fold(layout.softkey_row.more if layout.softkey_row else "More")
        for screen in layout.screens.values():
            for name, keys in screen.softkeys.items():
                if fold(name) == form:
                    return [label_of(session, label) for label in keys.labels if fold(label) != more]
    return [label_of(session, label) for label in labels]


def expect_items(
    session: PhoneSession,
    items: Sequence[str],
    deadline: Deadline,
    *,
    match: Match,
    in_order: bool,
    selected: str | None,
) -> list[str]:
    """Wait until the list shows these rows (all of them for ``exact``), and one of them is the selected one."""
    seen: list[str] = []
    chosen = ""
    ui: UiScreen | None = None
    tries = 0
    for tries in session.watch.rounds(deadline):
        ui = require_ui(session, "what its lists show", deadline)
        seen = [item.text for item in ui.items]
        chosen = ui.selected.text if ui.selected else ""
        if _fit(items, seen, match, in_order) and (selected is None or fold(chosen) == fold(selected)):
            return seen
    assert ui is not None
    chosen_part = f", '{selected}' selected" if selected is not None else ""
    raise CheckFailed(
        f"{session.title} does not show the items {quoted(items) or 'that were expected'}{chosen_part}.",
        seen=f"the screen '{ui.name or ui.title}' with {quoted(seen) or 'no items'}; selected: '{chosen}'.",
        tried=deadline.tried(tries),
        hint=_difference(items, seen) + " Only rows that are on the screen are seen; Select Item scrolls.",
    )


def _fit(wanted: Sequence[str], seen: Sequence[str], match: Match, in_order: bool) -> bool:
    forms, shown = [fold(each) for each in wanted], [fold(each) for each in seen]
    if match == "exact":
        return forms == shown if in_order else sorted(forms) == sorted(shown)
    if not in_order:
        return not Counter(forms) - Counter(shown)
    rest = iter(shown)
    return all(form in rest for form in forms)


def _others(match: Match) -> str:
    return " among others" if match == "contains" else ""


def _difference(wanted: Iterable[str], seen: Sequence[str]) -> str:
    missing = [each for each in wanted if fold(each) not in {fold(one) for one in seen}]
    if missing:
        near = did_you_mean(missing[0], seen, "shown ones") if seen else "nothing of the kind is shown."
        return f"missing: {quoted(missing)}; {near}"
    return "all of them are there, but others or in another order: match=contains allows others."
