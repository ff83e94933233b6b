"""Checks of what the phone says of its screen: its name, its soft keys, its items."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed, NotPossible, UnknownName, UsageError
from PolyLibrary.names import did_you_mean, fold, quoted
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.sight.description import has_rows
from PolyLibrary.session.sight.onscreen import label_of
from PolyLibrary.session.sight.recognition import which_screen
from PolyLibrary.session.sight.shown import Shown, map_of, why_blind
from PolyLibrary.session.sight.telling import By, Told, show_on, tell

Match = Literal["exact", "contains"]
_BLIND = "give that screen recognise: text or image in the layout map, or run this on a VVX with firmware 6.x."


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
        shown = which_screen(session, deadline)
        if shown.ui is None:
            _require_way(session, wanted, shown)
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


def _require_way(session: PhoneSession, wanted: str, shown: Shown) -> None:
    """Refuse a screen that neither the calls nor a description nor its picture can tell."""
    layout = map_of(session)
    screen = layout.screens.get(wanted) if layout else None
    rules = screen.rules if screen else ()
    if not any(rule.calls or rule.text or rule.image or rule.softkeys for rule in rules):
        raise NotPossible(
            f"Nothing can tell whether {session.title} shows the screen '{wanted}'.",
            seen=f"{why_blind(session)}, and the layout map recognises '{wanted}' by no call and no picture.",
            hint=_BLIND,
        )
    if not any(rule.calls for rule in rules) and not shown.name and shown.unread:
        raise NotPossible(
            f"Nothing can tell whether {session.title} shows the screen '{wanted}'.",
            seen=f"{shown.how}; its picture was not read: {shown.unread}",
            hint='pip install "PolyLibrary[ocr]" reads pictures; try whether the phone gives any (Capture Screen).',
        )


def expect_soft_keys(
    session: PhoneSession,
    labels: Sequence[str],
    deadline: Deadline,
    *,
    match: Match,
    page: int | None,
    by: By = "auto",
) -> list[str]:
    """Wait until the soft keys are these, in their order (``contains``: are among them).

    Args:
        labels: Labels, names of elements, or one name of a set of the map (``Connected``, ``idle``).
        page: Only those of one page, from 1; None = all pages, each label once.
        by: Who tells them. A picture shows one page only.
    """
    if not labels:
        raise UsageError("Expect Soft Keys needs labels.", hint="write them in order: Expect Soft Keys    Hold    More")
    if page is not None and page < 1:
        raise UsageError(f"There is no page {page} of soft keys.", hint="pages= is all, or a number from 1.")
    wanted: list[str] = []
    seen: list[str] = []
    told: Told | None = None
    tries = 0
    for tries in session.watch.rounds(deadline):
        told = tell(session, by, "its soft keys", deadline, "soft keys")
        wanted = _wanted_labels(session, labels, told)
        seen = _labels_of(session, told, page, one_of_several=match == "exact" and len(labels) > 1)
        if _fit(wanted, seen, match, in_order=True):
            return seen
    assert told is not None
    where = "on the page that is shown" if told.read else f"on page {page}" if page else "on all pages"
    layout = map_of(session)
    error = CheckFailed(
        f"{session.title} does not show the soft keys {quoted(wanted)}{_others(match)}.",
        seen=f"{told} with {quoted(seen) or 'none'} {where}.",
        tried=deadline.tried(tries),
        hint=_difference(wanted, seen),
    )
    raise show_on(error, session, told, layout.softkey_row.box if layout and layout.softkey_row else None, "soft keys")


def _labels_of(session: PhoneSession, told: Told, page: int | None, *, one_of_several: bool) -> list[str]:
    """The labels without More; those of one page with it.

    Raises:
        NotPossible: A picture shows one page, and there are others.
    """
    keys = told.ui.soft_keys
    layout = map_of(session)
    more = fold(label_of(session, layout.softkey_row.more if layout and layout.softkey_row else "More"))
    if told.read:
        shown = session.turned + 1
        if page is not None and page != shown:
            raise NotPossible(
                f"The picture of {session.title} shows page {shown} of the soft keys, not page {page}.",
                hint="press More first (Press Soft Key    More).",
            )
        if page is None and one_of_several and more in {fold(key.label) for key in keys}:
            raise NotPossible(
                f"The picture of {session.title} shows one page of the soft keys only.",
                seen=f"{quoted(key.label for key in keys)}: More leads to others.",
                hint=f"ask for this one: pages={shown}, with More among its labels; or match=contains.",
            )
    elif page is not None:
        keys = tuple(key for key in keys if key.page == page)
    if page is not None:
        return [key.label for key in sorted(keys, key=lambda key: key.cell)]
    return [label for label in told.ui.soft_key_labels if fold(label) != more]


def _wanted_labels(session: PhoneSession, labels: Sequence[str], told: Told) -> list[str]:
    layout = map_of(session)
    if len(labels) == 1 and layout is not None:
        form = fold(labels[0])
        more = fold(layout.softkey_row.more if layout.softkey_row else "More")
        for screen in layout.screens.values():
            for name, keys in screen.softkeys.items():
                if fold(name) != form:
                    continue
                shown = keys.labels
                if told.read:
                    shown = keys.pages[session.turned % len(keys.pages)]
                return [label_of(session, label) for label in shown if label and fold(label) != more]
    return [label_of(session, label) for label in labels]


def expect_items(
    session: PhoneSession,
    items: Sequence[str],
    deadline: Deadline,
    *,
    match: Match,
    in_order: bool,
    selected: str | None,
    by: By = "auto",
) -> list[str]:
    """Wait until the list shows these rows (all of them for ``exact``), and one of them is the selected one."""
    seen: list[str] = []
    chosen = ""
    listed = True
    told: Told | None = None
    tries = 0
    for tries in session.watch.rounds(deadline):
        told = tell(session, by, "what its lists show", deadline, "items")
        seen = [item.text for item in told.ui.items]
        chosen = told.ui.selected.text if told.ui.selected else ""
        # An empty list has to be a list.
        listed = bool(items) or not told.read or has_rows(session, told.shown.name)
        if listed and _fit(items, seen, match, in_order) and (selected is None or fold(chosen) == fold(selected)):
            return seen
    assert told is not None
    chosen_part = f", '{selected}' selected" if selected is not None else ""
    error = CheckFailed(
        f"{session.title} does not show the items {quoted(items) or 'that were expected'}{chosen_part}.",
        seen=f"{told} with {quoted(seen) or 'no items'}; selected: '{chosen}'.",
        tried=deadline.tried(tries),
        hint=_difference(items, seen) + " Only rows that are on the screen are seen; Select Item scrolls."
        if listed
        else "the layout map knows of no list on this screen, which is no empty one: open the list first.",
    )
    raise show_on(error, session, told, None, "items")


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
    cut = [shown for shown in seen if missing and _is_cut(shown, missing[0])]
    if cut:
        return f"'{missing[0]}' is shown cut, as '{cut[0]}'."
    if missing:
        near = did_you_mean(missing[0], seen, "shown ones") if seen else "nothing of the kind is shown."
        return f"missing: {quoted(missing)}; {near}"
    return "all of them are there, but others or in another order: match=contains allows others."


def _is_cut(shown: str, wanted: str) -> bool:
    """Whether a label is shown with an ellipsis for its end."""
    start = shown.rstrip(".…").rstrip()
    return start != shown and len(start) > 1 and fold(wanted).startswith(fold(start))
