"""Whatever users and time do, in whatever order: every call takes legal steps only, and none is left over."""

from collections.abc import Callable
from typing import Any

from bench import NUMBERS, Bench
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from PolyLibrary.emulator.calls import pickup, transfer
from PolyLibrary.emulator.calls.desk import CallDesk
from PolyLibrary.emulator.calls.leg import Leg

DIALLED = (*NUMBERS, "2000", "123", "5552000", "5553000", "5554000", "6999")
CODES = ("*721002", "*73", "*78", "*79", "*971002", "*972000", "*68", "*881001", "*69", "*98", "*671003", "*501002")


def _leg(desk: CallDesk, n: int) -> Leg | None:
    return desk.legs[n % len(desk.legs)] if desk.legs else None


def _on_leg(act: Callable[[CallDesk, Leg], object]) -> Callable[[CallDesk, int], None]:
    def run(desk: CallDesk, n: int) -> None:
        leg = _leg(desk, n)
        if leg is not None:
            act(desk, leg)

    return run


def _to_call(desk: CallDesk, n: int) -> None:
    first, second = _leg(desk, n), _leg(desk, n + 1)
    if first is not None and second is not None:
        transfer.to_call(first, second)


ACTS: dict[str, Callable[[CallDesk, int], object]] = {
    "dial": lambda desk, n: desk.dial(DIALLED[n % len(DIALLED)], 1 + n % 2),
    "dial anew": lambda desk, n: desk.dial(DIALLED[n % len(DIALLED)], new=True),
    "dial a code": lambda desk, n: desk.dial(CODES[n % len(CODES)]),
    "off hook": lambda desk, n: desk.off_hook(1 + n % 2),
    "type": lambda desk, n: desk.type_digits(DIALLED[n % len(DIALLED)]),
    "answer": _on_leg(lambda desk, leg: desk.answer(leg)),
    "answer the oldest": lambda desk, n: [desk.answer(leg) for leg in desk.offering()[:1]],
    "reject": _on_leg(lambda desk, leg: desk.reject(leg)),
    "ignore": _on_leg(lambda desk, leg: desk.ignore(leg)),
    "deflect": lambda desk, n: [desk.deflect(leg, DIALLED[n % len(DIALLED)]) for leg in desk.offering()[:1]],
    "end": _on_leg(lambda desk, leg: desk.end(leg)),
    "hang up": _on_leg(lambda desk, leg: desk.hang_up(leg)),
    "hold": _on_leg(lambda desk, leg: desk.hold(leg)),
    "resume": _on_leg(lambda desk, leg: desk.resume(leg)),
    "focus": _on_leg(lambda desk, leg: desk.select(leg)),
    "mute": lambda desk, n: desk.set_mute(n % 2 == 0),
    "tones": _on_leg(lambda desk, leg: desk.send_tones(leg, "1234#17")),
    "transfer": _on_leg(lambda desk, leg: desk.steps.start_transfer(leg)),
    "blind": lambda desk, n: desk.steps.set_blind(blind=n % 2 == 0),
    "complete": lambda desk, n: desk.steps.complete_transfer(),
    "hand over": _on_leg(lambda desk, leg: transfer.blind(leg, DIALLED[(desk.lines[0].key + 1) % len(DIALLED)])),
    "to call": _to_call,
    "conference": _on_leg(lambda desk, leg: desk.steps.start_conference(leg)),
    "cancel": lambda desk, n: desk.steps.cancel(),
    "join": lambda desk, n: desk.steps.join(),
    "split": lambda desk, n: desk.steps.split(),
    "park": _on_leg(lambda desk, leg: desk.exchange.parking.park(leg)),
    "fetch": lambda desk, n: desk.exchange.parking.fetch(desk, 1, NUMBERS[n % len(NUMBERS)]),
    "pick up": lambda desk, n: pickup.pick_up(desk, 1, DIALLED[n % 5]),
    "barge in": lambda desk, n: desk.exchange.shared.barge_in(desk, 2),
    "resume shared": lambda desk, n: desk.exchange.shared.resume(desk, 2),
    "private hold": _on_leg(lambda desk, leg: desk.exchange.shared.hold_privately(leg)),
    "do not disturb": lambda desk, n: desk.set_dnd(n % 3 == 0),
    "from outside": lambda desk, n: desk.exchange.call_from_outside("5550", desk.lines[0].number),
    "server stops": lambda desk, n: desk.exchange.stop() if n % 5 == 0 else desk.exchange.start(),
}
PAUSES = (0.0, 0.05, 0.12, 0.3, 1.2, 4.0, 70.0)
turns = st.lists(
    st.tuples(
        st.integers(0, len(NUMBERS) - 1), st.sampled_from(sorted(ACTS)), st.integers(0, 11), st.sampled_from(PAUSES)
    ),
    max_size=40,
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(turns=turns)
def test_any_order(turns: list[tuple[int, str, int, float]]) -> None:
    play(turns)


def play(turns: list[Any]) -> None:
    bench = Bench()
    for who, act, n, pause in turns:
        ACTS[act](bench.desks[who], n)
        bench.check()
        bench.clock.pass_time(pause)
        bench.check()
    bench.exchange.start()
    bench.exchange.clear_settings()
    for desk in bench.desks:
        desk.set_dnd(False)
        desk.drop_all()
        bench.check()
    # Parked parties come back, ring, and end in a mailbox.
    bench.clock.pass_time(600)
    # Two outside parties may have been left with each other.
    bench.exchange.service.drop_all()
    for desk in (*bench.desks, bench.exchange.service):
        assert desk.legs == []
        assert desk.remote == []
    assert bench.exchange.parking.places == ()
