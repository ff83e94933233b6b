"""The media of the calls: counters per direction, and who hears whom. No sound is behind it."""

from PolyLibrary.emulator.calls.leg import Leg, Phase
from PolyLibrary.emulator.rest.table import Ask, Reply, endpoint
from PolyLibrary.emulator.rest.touch import held

PACKETS_A_SECOND = 50
BYTES_A_PACKET = 160
NOT_MEASURED = "127.0"
_DIRECTIONS = {"sendrecv": "RxTx", "sendonly": "Tx", "recvonly": "Rx", "inactive": "None"}


def talks(ask: Ask) -> list[Leg]:
    """The calls that have media."""
    return [leg for leg in ask.phone.desk.legs if leg.phase is Phase.TALK]


@endpoint("GET", "v1/mgmt/media/sessionStats")
async def session_stats(ask: Ask) -> Reply:
    """One entry for each call in talk; Ref is the v1 handle, with its 0x (switch ``session_ref``)."""
    if ask.phone.profile["session_stats"] == "freezes":
        await held(ask)
    return Reply(data=[_session(ask, leg) for leg in talks(ask)])


def _session(ask: Ask, leg: Leg) -> dict[str, object]:
    sent, received = (int(PACKETS_A_SECOND * seconds) for seconds in leg.flowed(ask.phone.clock.monotonic()))
    ref = leg.handle if ask.phone.profile["session_ref"] == "bare" else f"0x{leg.handle}"
    voice = {
        "Ref": ref,
        "Category": "0:Voice",
        "PacketsReceived": str(received),
        "PacketsSent": str(sent),
        "PacketsExpected": str(received),
        "PacketsLost": "0",
        "OctetsReceived": str(received * BYTES_A_PACKET),
        "OctetsSent": str(sent * BYTES_A_PACKET),
        "Jitter": "0",
        "MaxJitter": "1",
        "Latency": "0",
        "RxPayloadSize": "20",
        "TxPayloadSize": "20",
        "RxCodec": "9:G.722",
        "TxCodec": "9:G.722",
        "RxMOSCQ": NOT_MEASURED,
        "RxMOSLQ": NOT_MEASURED,
        "TxMOSCQ": NOT_MEASURED,
        "TxMOSLQ": NOT_MEASURED,
    }
    return {"Ref": ref, "SRTPCall": "False", "H235Call": "False", "Streams": [voice]}


@endpoint("GET", "v1/mgmt/media/communicationInfo")
def communication_info(ask: Ask) -> Reply:
    """Directions of the starred call's media, and whether the phone is muted; no call is 4007."""
    desk = ask.phone.desk
    leg = desk.current()
    if leg is None or not leg.live:
        return Reply("4007")
    muted = "True" if desk.muted else "False"
    return Reply(
        data={
            "CommunicationType": [_DIRECTIONS[leg.media]] * 3,
            "FarEndMuteState": [],
            "PhoneMuteState": muted,
        }
    )
