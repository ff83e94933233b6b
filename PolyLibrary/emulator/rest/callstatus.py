"""The calls of a phone, in the two shapes of v1 and v2: both are made from one inner state."""

from PolyLibrary.emulator.calls.leg import Leg, Phase
from PolyLibrary.emulator.preferences import local_time
from PolyLibrary.emulator.rest.refs import by_handle
from PolyLibrary.emulator.rest.table import Ask, Reply, endpoint

_ORDER = {"Connected": 0, "Offering": 1, "Disconnected": 3}


@endpoint("GET", "v1/webCallControl/callStatus")
def call_status_v1(ask: Ask) -> Reply:
    """One call: the starred one, else Connected before Offering before the rest; none is 4007."""
    if ask.phone.profile["v1_shapes"] == "v2":
        return call_status_v2(ask)
    desk = ask.phone.desk
    if not desk.legs:
        return Reply("4007")
    starred = desk.starred()
    leg = starred if starred and starred.live else min(desk.legs, key=lambda leg: _ORDER.get(leg.word, 2))
    name, number = _party(ask, leg)
    profile = ask.phone.profile
    return Reply(
        data={
            "CallHandle": f"0x{leg.handle}",
            profile["line_key_v1"]: str(leg.line),
            "Type": leg.direction,
            "Protocol": profile["protocol_v1"],
            "CallState": leg.word,
            "RemotePartyName": name,
            "DurationInSeconds": str(leg.seconds),
            "RemotePartyNumber": number,
        }
    )


@endpoint("GET", "v2/webCallControl/callStatus")
def call_status_v2(ask: Ask) -> Reply:
    """All calls in the order of their creation, behind them those of other phones on shared lines.

    ``line``, ``handle`` and ``sequence`` choose among them.
    """
    desk = ask.phone.desk
    legs = desk.listed
    line = ask.query.get("line")
    if line is not None:
        if not line.isascii() or not line.isdigit() or len(line) > 9 or desk.line(int(line)) is None:
            return Reply("4005")
        legs = [leg for leg in legs if leg.line == int(line)]
    handle = ask.query.get("handle")
    if handle is not None:
        found = by_handle(ask, handle)
        if not isinstance(found, Leg):
            return Reply("4007")
        legs = [leg for leg in legs if leg is found]
    sequence = ask.query.get("sequence")
    if sequence is not None:
        legs = [leg for leg in legs if str(leg.sequence) == sequence]
    return Reply(data=[_item(ask, leg) for leg in legs])


def _party(ask: Ask, leg: Leg) -> tuple[str, str]:
    """Name and number of the other party; until a name is known it is the number, as it is written."""
    if leg.phase is Phase.DIALTONE:
        return leg.digits, leg.digits
    form = ask.phone.profile["remote_number"]
    number = leg.number
    if form == "sip":
        line = ask.phone.desk.line(leg.line)
        number = f"sip:{leg.number}@{line.server}" if line else leg.number
    elif form == "tel" and leg.dialled_as_tel:
        number = f"tel:{leg.number}"
    return number if leg.name == leg.number else leg.name, number


def _item(ask: Ask, leg: Leg) -> dict[str, str]:
    desk = ask.phone.desk
    media = leg.phase not in (Phase.DIALTONE, Phase.OFFERING, Phase.ENDED, Phase.REMOTE)
    peer = leg.peer.desk.address if leg.peer is not None else desk.exchange.address
    name, number = _party(ask, leg)
    return {
        "CallHandle": leg.handle,
        "Type": leg.direction,
        "Protocol": "SIP",
        "CallState": leg.word,
        "LineID": str(leg.line),
        "CallSequence": str(leg.sequence),
        "UIAppearanceIndex": desk.index_of(leg),
        "StartTime": f"{local_time(ask.phone.config, leg.answered):%Y-%m-%dT%H:%M:%S}" if leg.answered else "",
        "DurationSeconds": str(leg.seconds),
        "RemotePartyName": name,
        "RemotePartyNumber": number,
        "Ringing": "1" if leg.phase is Phase.OFFERING and not leg.ignored else "0",
        "Muted": "1" if desk.muted and leg.phase is Phase.TALK else "0",
        "RTPPort": str(leg.port) if media else "0",
        "RTCPPort": str(leg.port + 1) if media else "1",
        "Media Direction": leg.media,
        "Remote Connection IP": peer if leg.phase is Phase.TALK else "",
    }
