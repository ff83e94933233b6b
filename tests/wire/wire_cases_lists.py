"""The call lists: made by real calls, read as a whole and one by one."""

from typing import Any

from wire_casebook import Case, Casebook
from wire_park import BOB, CAROL, Shelf, Stage, soon, until

from PolyLibrary.emulator.phone import VirtualPhone
from PolyLibrary.phone.calllog import KINDS, CallLogEntry, CallLogKind

CASES = Casebook()


def history(stage: Stage) -> list[CallLogEntry]:
    """The oldest entry of each list: missed from bob, received from bob, placed to carol in vain."""
    if not stage.history:
        kinds = ("Missed", "Received", "Placed")
        stage.under.by_hand(lambda phone: [phone.desk.history.delete(kind, None) for kind in kinds])
        stage.ring()
        stage.bob.hangs_up()
        until(lambda: "Offering" not in stage.under.words())
        stage.under.dials(stage.carol)
        stage.under.hangs_up()
        stage.talk()
        stage.under.by_hand(_four_minutes_ago)
        stage.under.hangs_up()
        stage.history = [entries[0] for entries in stage.under.by_hand(_entries)]
    missed, received, placed = (entry.start for entry in stage.history)
    return [
        CallLogEntry("missed", "bob", BOB, 1, missed.replace(microsecond=0), None, BOB),
        CallLogEntry("received", "bob", BOB, 1, received.replace(microsecond=0), 289, BOB),
        CallLogEntry("placed", CAROL, CAROL, 1, placed.replace(microsecond=0), None, CAROL),
    ]


def _four_minutes_ago(phone: VirtualPhone) -> None:
    """The call has lasted for `4 mins 49 secs`."""
    phone.desk.legs[0].answered_at = phone.clock.monotonic() - 289.5


def _entries(phone: VirtualPhone) -> list[Any]:
    return [phone.desk.history.entries(kind) for kind in ("Missed", "Received", "Placed")]


@CASES.of(22)
def logs(stage: Stage, shelf: Shelf) -> None:
    wanted = history(stage)
    found = stage.phone.calllog.read(None, soon())
    assert [next(entry for entry in found if entry.kind == kind) for kind in KINDS] == wanted


def _one_list(kind: CallLogKind, place: int) -> Case:
    def act(stage: Stage, shelf: Shelf) -> None:
        wanted = history(stage)
        assert stage.phone.calllog.read(kind, soon())[0] == wanted[place]

    return act


for _place, _kind in enumerate(KINDS):
    CASES.of(23 + _place)(_one_list(_kind, _place))
