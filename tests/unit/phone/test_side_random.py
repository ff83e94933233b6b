"""Whatever arrives on the side channels: a value, a counted fault, or one of our errors."""

import contextlib
import socket
import string
import time
from xml.sax.saxutils import escape, quoteattr

from hypothesis import given, settings
from hypothesis import strategies as st
from side_stub import credentials

from PolyLibrary.errors import PolyError, UsageError
from PolyLibrary.phone.callxml import call_lines
from PolyLibrary.phone.digest import Challenge, authorization, parse_challenge
from PolyLibrary.phone.events import EventReceiver
from PolyLibrary.phone.eventxml import parse_events
from PolyLibrary.phone.phonexml import NotXml, parse_xml
from PolyLibrary.phone.polling import parse_device, parse_network
from PolyLibrary.phone.push import data_xml
from PolyLibrary.phone.pushlist import KEYS, action_uri, numbers_in
from PolyLibrary.phone.syslogline import Framer, parse_syslog

NAMES = [
    *("PolycomIPPhone", "CallLineInfo", "CallInfo", "LineKeyNum", "LineState", "CallReference", "CallState"),
    *("UIAppearanceIndex", "CallDuration", "CallType", "DeviceInformation", "NetworkConfiguration", "MACAddress"),
    *("PhoneDN", "TimeStamp", "VLANID", "CallStateChangeEvent", "IncomingCallEvent", "Event", "UserLoginOutEvent"),
    *("CalledPartyNumber", "CallingPartyDirNum", "UserLoggedOut", "AppLoadID", "Muted"),
]
texts = st.one_of(
    st.sampled_from(["Active", "1*", "0x41a8a520", "sip:1@b", "²", "٣", "-1", "9" * 400, "Line1:2,", "2012-13-45", ""]),
    st.text(max_size=12),
)
attributes = st.dictionaries(st.sampled_from(NAMES), texts, max_size=2)


def element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(written, st.sampled_from(NAMES), attributes, st.lists(children, max_size=5))


def written(name: str, extra: dict[str, str], inner: list[str]) -> str:
    pairs = "".join(f" {key}={quoteattr(value)}" for key, value in extra.items())
    return f"<{name}{pairs}>{''.join(inner)}</{name}>"


soup = st.recursive(texts.map(escape), element, max_leaves=25)
broken = st.builds(lambda text, cut, junk: text[:cut] + junk, soup, st.integers(0, 400), st.text(max_size=8))
bodies = st.one_of(soup, broken, st.text(alphabet="<>/&!?[]= \"'ab", max_size=60)).map(
    lambda text: text.encode("utf-8", "surrogatepass")
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(bodies, st.binary(max_size=80)))
def test_xml_soup(body):
    with contextlib.suppress(NotXml):
        root = parse_xml(body)
        for parse in (call_lines, parse_device, parse_network):
            parse(root)
    with contextlib.suppress(NotXml):
        for event in parse_events(body):
            str(event)


def test_soup_over_the_wire_is_counted_and_kills_nothing():
    seen = [0]
    with EventReceiver() as receiver:

        @settings(max_examples=60, deadline=None)
        @given(st.one_of(bodies, st.binary(max_size=200)), st.booleans())
        def throw(body, framed):
            head = f"POST / HTTP/1.1\r\nContent-Length: {len(body)}\r\n\r\n".encode() if framed else b""
            with socket.create_connection(("127.0.0.1", receiver.port), timeout=5) as sock:
                sock.sendall(head + body)
                sock.shutdown(socket.SHUT_WR)
                with contextlib.suppress(ConnectionError):
                    while sock.recv(4096):
                        pass
            seen[0] += framed

        throw()
        until = time.monotonic() + 3
        while receiver.count + receiver.faults < seen[0] and time.monotonic() < until:
            time.sleep(0.01)
        assert receiver.count + receiver.faults >= seen[0]


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=120),
        st.text(max_size=60).map(lambda text: f"<134>Sep 14 18:37:07 10.1.2.3 {text}".encode()),
        st.text(alphabet="0123456789|.<>: abcdefJan", max_size=60).map(lambda text: f"<14>{text}".encode()),
    )
)
def test_any_message(message):
    line = parse_syslog(message)
    assert line is None or 0 <= line.facility <= 23
    str(line)


words = st.text(alphabet=string.ascii_letters + " {}|:", min_size=1, max_size=30).filter(lambda text: text.strip())
messages = st.lists(st.tuples(st.booleans(), st.lists(words, min_size=1, max_size=3)), max_size=8)


@settings(max_examples=200, deadline=None)
@given(messages, st.lists(st.integers(1, 20), min_size=1, max_size=50))
def test_framing_does_not_depend_on_how_the_bytes_come(written, cuts):
    wanted = ["<14>" + "\n".join(lines) for _, lines in written]
    stream = "".join(
        f"{len(text)} {text}" if counted else f"{text}\n" for text, (counted, _) in zip(wanted, written, strict=True)
    ).encode()
    framer, got, at = Framer(), [], 0
    for turn in range(len(stream)):
        size = cuts[turn % len(cuts)]
        got += framer.feed(stream[at : at + size])
        at += size
    got += framer.finish()
    assert [message.decode() for message in got] == wanted
    assert framer.faults == 0


@settings(max_examples=200, deadline=None)
@given(st.lists(st.binary(max_size=40), max_size=12))
def test_framing_of_anything(parts):
    framer = Framer()
    for part in parts:
        for message in framer.feed(part):
            parse_syslog(message)
    for message in framer.finish():
        parse_syslog(message)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(max_size=30),
        st.builds(
            lambda a, b: f"{a}:{b}",
            st.sampled_from(["Key", "SoftKey", "Tel", "Play", "Action", "CallAction"]),
            st.text(max_size=20),
        ),
    )
)
def test_an_action_is_refused_or_stays_the_same_when_it_is_read_again(text):
    try:
        once = action_uri(text)
    except UsageError:
        return
    assert action_uri(once) == once
    assert "\n" not in once
    numbers_in([once])
    with contextlib.suppress(PolyError):
        root = parse_xml(data_xml([text]))
        # XML has its own idea of which spaces are kept.
        assert (root[0].text or "").split() == once.split()


@given(st.sampled_from(KEYS), st.sampled_from([str.upper, str.lower, str.title]))
def test_keys_in_any_case(key, spell):
    assert action_uri(f"Key:{spell(key)}") == f"Key:{key}"


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), st.text(max_size=20))
def test_any_challenge(header, realm):
    for text in (header, f"Digest {header}", f'Digest nonce="1", {header}'):
        challenge = parse_challenge([text])
        if challenge is not None:
            authorization(challenge, credentials(), "POST", "/push", cnonce="1")
    authorization(Challenge(realm, "1"), credentials(), "POST", "/push")
