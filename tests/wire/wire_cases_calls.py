"""Call control and call status: what happens at both phones, and what the client reads of it."""

from datetime import datetime

import pytest
from wire_casebook import Casebook, the_call
from wire_park import BOB, CAROL, Shelf, Stage, soon, until

from PolyLibrary.errors import PhoneRefused
from PolyLibrary.terms import CallState

CASES = Casebook()


@CASES.of(1)
def dial(stage: Stage, shelf: Shelf) -> None:
    assert stage.phone.calls.dial(BOB, soon(), line=1, type="TEL") is None
    stage.bob.shows("Offering")
    stage.under.shows("RingBack")
    call = the_call(stage)
    assert (call.incoming, call.state, call.line, call.number) == (False, CallState.RINGBACK, 1, BOB)
    assert call.raw_number == stage.firmware.tel + BOB
    first, step = stage.firmware.handle_step
    value = int(call.ref) if first == 2341880 else call.handle
    assert (value - first) % step == 0


@CASES.of(2)
def end(stage: Stage, shelf: Shelf) -> None:
    stage.talk()
    stage.phone.calls.end(the_call(stage), soon())
    assert stage.phone.calls.status(soon()) == []
    assert stage.bob.words() in (["Disconnected"], [])


@CASES.of(3)
def mute(stage: Stage, shelf: Shelf) -> None:
    stage.talk()
    for on in (True, False):
        stage.phone.calls.mute(on, soon())
        assert stage.phone.info.communication(soon()).muted is on
        # v1 does not tell.
        assert the_call(stage).muted is (on if 12 in stage.firmware.has else None)


@CASES.of(4)
def transfer(stage: Stage, shelf: Shelf) -> None:
    stage.talk()
    stage.phone.calls.transfer(the_call(stage), CAROL, soon())
    stage.carol.shows("Offering")
    until(lambda: stage.phone.calls.status(soon()) == [])
    assert stage.bob.words() == ["Connected"]
    assert [leg.number for leg in stage.carol.legs] == [BOB]


@CASES.of(5)
def dtmf(stage: Stage, shelf: Shelf) -> None:
    stage.talk()
    stage.phone.calls.dtmf("09*#", soon())
    assert [leg.tones for leg in stage.under.legs] == ["09*#"]


@CASES.of(6)
def hold(stage: Stage, shelf: Shelf) -> None:
    stage.talk()
    stage.phone.calls.hold(the_call(stage), soon())
    assert the_call(stage).state is CallState.CALL_HOLD
    stage.bob.shows("CallHeld")


@CASES.of(7)
def resume(stage: Stage, shelf: Shelf) -> None:
    stage.talk()
    stage.under.by_hand(lambda phone: phone.desk.hold(phone.desk.legs[0]))
    assert the_call(stage).state is CallState.CALL_HOLD
    stage.phone.calls.resume(None, soon())
    assert the_call(stage).state is CallState.CONNECTED
    stage.bob.shows("Connected")


@CASES.of(8)
def answer(stage: Stage, shelf: Shelf) -> None:
    stage.ring()
    stage.phone.calls.answer(the_call(stage), soon())
    assert the_call(stage).state is CallState.CONNECTED
    stage.bob.shows("Connected")


@CASES.of(9)
def ignore(stage: Stage, shelf: Shelf) -> None:
    stage.ring()
    assert the_call(stage).ringing
    stage.phone.calls.ignore(None, soon())
    call = the_call(stage)
    assert call.state is CallState.OFFERING
    # v1 has no word for the ringer.
    assert call.ringing is (12 not in stage.firmware.has)
    assert stage.bob.words() == ["RingBack"]


@CASES.of(10)
def reject(stage: Stage, shelf: Shelf) -> None:
    stage.ring()
    stage.phone.calls.reject(None, soon())
    assert stage.phone.calls.status(soon()) == []
    stage.bob.shows("Disconnected")
    assert stage.phone.calllog.read("missed", soon())[-1].number == BOB


@CASES.of(11)
def status_v1(stage: Stage, shelf: Shelf) -> None:
    assert stage.phone.calls.status_v1(soon()) == []
    stage.talk()
    (call,) = stage.phone.calls.status_v1(soon())
    as_v2 = stage.firmware.v1_is_v2
    assert (call.incoming, call.state, call.line, call.number) == (True, CallState.CONNECTED, 1, BOB)
    assert (call.name, call.focused, call.ringing) == ("bob", True, False)
    assert call.protocol == ("SIP" if as_v2 else stage.firmware.protocol)
    assert (call.start is None, call.muted) == ((False, False) if as_v2 else (True, None))
    assert call.duration in range(10)


@CASES.of(12)
def status_v2(stage: Stage, shelf: Shelf) -> None:
    assert stage.phone.calls.status_v2(soon()) == []
    stage.talk()
    (call,) = stage.phone.calls.status_v2(soon())
    assert (call.incoming, call.state, call.line, call.sequence) == (True, CallState.CONNECTED, 1, 1)
    assert (call.protocol, call.name, call.number, call.raw_number) == ("SIP", "bob", BOB, BOB)
    assert (call.index, call.focused, call.ringing, call.muted) == (1, True, False, False)
    assert (call.media, call.remote_ip) == ("sendrecv", stage.bob.reach.host)
    assert isinstance(call.start, datetime)
    (older,) = stage.phone.calls.status_v1(soon())
    assert (older.handle, older.ref) == (call.handle, call.ref)
    for chosen in ({"line": 1}, {"handle": call.ref}, {"handle": f"0x{call.ref}"}, {"line": 1, "handle": call.ref}):
        (again,) = stage.phone.calls.status_v2(soon(), **chosen)
        assert again.handle == call.handle
    with pytest.raises(PhoneRefused) as caught:
        stage.phone.calls.status_v2(soon(), line=99)
    assert caught.value.status == "4005"
