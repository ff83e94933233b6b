"""Whatever a phone answers: a value, or one of our errors, never another exception."""

import contextlib
import json
import string

from hypothesis import given, settings
from hypothesis import strategies as st
from phone_stub import MAC, http, phone_at

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import PolyError
from PolyLibrary.phone.calllog import parse_call_log
from PolyLibrary.phone.calls import parse_calls
from PolyLibrary.phone.clock import PhoneClock, parse_date
from PolyLibrary.phone.config import chunks_to_set, parse_invalid, parse_values
from PolyLibrary.phone.info import parse_device, parse_poll, typed
from PolyLibrary.phone.lines import parse_lines
from PolyLibrary.phone.log import parse_log
from PolyLibrary.phone.reply import without_secrets
from PolyLibrary.phone.times import parse_duration, parse_local, parse_uptime
from PolyLibrary.phone.tls import common_name

FIELDS = [
    "CallHandle",
    "CallState",
    "Type",
    "Line",
    "LineID",
    "LineId",
    "LineNumber",
    "CallSequence",
    "UIAppearanceIndex",
    "StartTime",
    "Ringing",
    "DurationSeconds",
    "DurationInSeconds",
    "RemotePartyNumber",
    "RemotePartyName",
    "Missed",
    "Placed",
    "Received",
    "Duration",
    "ModelNumber",
    "Firmware",
    "UpTime",
    "Days",
    "Hours",
    "UpTimeSinceLastReboot",
    "AttachedHardware",
    "State",
    "StateData",
    "InvalidParams",
    "Value",
    "Source",
    "CallServers",
    "Working",
    "Status",
    "data",
    "Port",
]
scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12), st.sampled_from(["0x1a", "1", "1*"])
)
answers = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.one_of(st.sampled_from(FIELDS), st.text(max_size=5)), inner, max_size=6),
    ),
    max_leaves=20,
)


@settings(max_examples=300, deadline=None)
@given(answers)
def test_parsers_of_answers(data):
    for parse in (parse_calls, parse_lines, parse_device, parse_poll, parse_values, parse_call_log):
        with contextlib.suppress(PolyError):
            parse(data)
    typed(data)
    parse_invalid({"InvalidParams": data})


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(["handle", "state"]), st.text(max_size=6)), st.integers(0, 2**32 - 1))
def test_every_handle_reads_the_same_with_and_without_0x(extra, handle):
    calls = [parse_calls({"CallHandle": f"{prefix}{handle:x}", "CallState": "Setup"})[0] for prefix in ("", "0x")]
    assert calls[0] == calls[1]
    assert calls[0].handle == handle


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_texts(text):
    for parse in (parse_uptime, parse_duration, parse_local, parse_date, parse_log):
        parse(text)
    PhoneClock().saw(text, 0.0, 0.0)


@given(st.integers(0, 9999), st.integers(0, 23), st.integers(0, 59), st.integers(0, 59))
def test_uptime_spellings(days, hours, minutes, seconds):
    wanted = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
    clock = f"{hours}:{minutes:02}:{seconds:02}"
    assert parse_uptime(f"{days} Day{'' if days < 2 else 's'} {clock}") == wanted
    assert parse_uptime(f"{days} day {clock}") == wanted
    assert parse_uptime(f"{days}.{hours:02}:{minutes:02}:{seconds:02}") == wanted
    assert parse_uptime(f"{days} days, {hours} hours, {minutes} minutes, {seconds} seconds") == wanted


@given(st.integers(0, 500), st.integers(0, 59))
def test_durations(minutes, seconds):
    text = f"{minutes} mins {seconds} secs" if minutes else f"{seconds} secs"
    assert parse_duration(text) == minutes * 60 + seconds


lines = st.text(alphabet=string.printable.replace("\n", "").replace("\r", "").replace("\x0b", ""), max_size=40)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(lines, st.lists(st.sampled_from(["{", '"data": {', "}", "  x | y"]), max_size=3)), max_size=5)
)
def test_log_keeps_every_line_of_a_message(entries):
    text = "".join(
        f"0904183405|rest |0|00|{first}\n" + "".join(f"{line}\n" for line in more) for first, more in entries
    )
    assert [entry.text for entry in parse_log(text)] == ["\n".join([first, *more]) for first, more in entries]


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(
        st.one_of(st.sampled_from(["device.set"]), st.from_regex(r"\A(device|up)\.[a-d](\.set)?\Z")),
        st.text(max_size=3),
        max_size=40,
    )
)
def test_chunks_are_complete_and_small(values):
    chunks = list(chunks_to_set(values))
    joined = {name: value for chunk in chunks for name, value in chunk.items()}
    assert all(0 < len(chunk) <= 20 for chunk in chunks)
    for name, value in values.items():
        assert name in joined
        if not name.endswith("set"):
            assert joined[name] == value
    for chunk in chunks:
        for name in chunk:
            if name.startswith("device.") and not name.endswith("set"):
                assert chunk["device.set"] == "1"
                assert chunk[f"{name}.set"] == "1"


@given(st.binary(max_size=200))
def test_certificates(data):
    common_name(data)
    without_secrets(data)


def test_random_bodies(serve):
    """Whole answers of any kind through the wire: a value or a PolyError, for reads and actions."""
    body = [b""]
    stub = serve(lambda asked: body[0])
    phone = phone_at(http=stub, scheme="http", request_timeout=0.3)
    raw = st.one_of(
        st.binary(min_size=1, max_size=60).map(lambda data: http(200, data, close=True)),
        answers.map(lambda data: http(200, json.dumps(data).encode(), close=True)),
        answers.map(lambda data: http(200, json.dumps({"Status": "2000", "data": data}).encode())),
        st.integers(200, 599).map(lambda status: http(status, b"{}", close=True)).filter(lambda b: b[9:12] != b"401"),
    )

    @settings(max_examples=120, deadline=None)
    @given(raw)
    def through_the_wire(answer):
        body[0] = answer
        for act in (
            phone.calls.status,
            phone.info.device,
            phone.lines.status_v2,
            lambda deadline: phone.config.get(["a"], deadline),
            lambda deadline: phone.calls.dial("1", deadline),
            phone.capture.screen,
        ):
            with contextlib.suppress(PolyError):
                act(Deadline(0.0))

    through_the_wire()
    assert phone.address.mac is None or phone.address.mac == MAC
