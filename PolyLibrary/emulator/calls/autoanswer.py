"""Calls that a phone answers by itself: by its setting, or because the caller asked for it (intercom)."""

from typing import TYPE_CHECKING

from PolyLibrary.emulator.calls.leg import DIALLING, Leg, Phase

if TYPE_CHECKING:
    from PolyLibrary.emulator.calls.desk import CallDesk

AFTER = 0.5
"""Seconds of ringing (chosen)."""


def look(desk: "CallDesk") -> None:
    """Plan an answer for every ringing call that is due; while somebody talks here all of them wait (known)."""
    for leg in desk.offering():
        wanted = leg.auto or desk.config.on("call.autoAnswer.SIP")
        if wanted and leg.auto_answer is None and not _talks(desk):
            leg.auto_answer = desk.clock.later(AFTER, _answer, leg)


def _talks(desk: "CallDesk") -> bool:
    return any(leg.active or leg.phase in DIALLING for leg in desk.legs)


def _answer(leg: Leg) -> None:
    desk = leg.desk
    leg.auto_answer = None
    if _talks(desk) or leg.phase is not Phase.OFFERING:
        return
    desk.answer(leg)
    if leg.auto or desk.config.on("call.autoAnswer.micMute"):
        desk.set_mute(True)
