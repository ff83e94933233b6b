"""The media of a phone's calls: streams with their counters, and who hears whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PolyLibrary.phone.fields import decimal, first, flag, items, mapping, surprise, text, whole

#: What phones write as MOS when they have measured none (facts: sessionStats).
_NOT_MEASURED = 127.0


@dataclass(frozen=True)
class Stream:
    """One stream of a call.

    Args:
        category: ``0:Voice`` or ``1:Video``, as the phone writes it.
        received, sent, lost: Packets.
        codecs: Of the received and of the sent stream, such as ``3:G.722.1``.
        jitter, latency: Milliseconds.
        mos: Listening quality of the received stream; None when it was not measured.
    """

    category: str
    received: int
    sent: int
    lost: int
    codecs: tuple[str, str]
    jitter: int
    latency: int
    mos: float | None


@dataclass(frozen=True)
class MediaSession:
    """The streams of one call; ``ref`` is the call's handle as the phone writes it, mostly with the ``0x`` of v1."""

    ref: str
    streams: tuple[Stream, ...]

    @property
    def handle(self) -> int | None:
        """The call's handle as calls have it; None when it is none."""
        try:
            return int(self.ref, 16)
        except ValueError:
            return None


def parse_sessions(data: object) -> list[MediaSession]:
    """``data`` of media/sessionStats: a list, in which an idle phone may leave entries without streams.

    Raises:
        BadReply: It is none.
    """
    sessions = []
    for entry in items(data, "session statistics"):
        streams = tuple(_stream(stream) for stream in items(first(entry, "Streams"), "streams"))
        if streams or text(entry, "Ref"):
            sessions.append(MediaSession(text(entry, "Ref"), streams))
    return sessions


def _stream(data: Mapping[str, Any]) -> Stream:
    mos = decimal(data, "RxMOSLQ")
    return Stream(
        category=text(data, "Category"),
        received=whole(data, "PacketsReceived"),
        sent=whole(data, "PacketsSent"),
        lost=whole(data, "PacketsLost"),
        codecs=(text(data, "RxCodec"), text(data, "TxCodec")),
        jitter=whole(data, "Jitter"),
        latency=whole(data, "Latency"),
        mos=None if mos == _NOT_MEASURED else mos,
    )


@dataclass(frozen=True)
class Communication:
    """Who hears whom in the call: ``RxTx`` and the like for each stream, and what is muted."""

    directions: tuple[str, ...]
    far_end_muted: tuple[str, ...]
    muted: bool


def parse_communication(data: object) -> Communication:
    """``data`` of media/communicationInfo; BadReply when it is none."""
    fields = mapping(data, "communication information")
    muted = flag(fields, "PhoneMuteState")
    if muted is None:
        raise surprise("communication information", data, "a field PhoneMuteState")
    return Communication(_words(fields, "CommunicationType"), _words(fields, "FarEndMuteState"), muted)


def _words(fields: Mapping[str, Any], key: str) -> tuple[str, ...]:
    found = first(fields, key)
    if found is None:
        return ()
    if not isinstance(found, list):
        raise surprise(f"field {key}", found, "a list")
    return tuple(text({key: word}, key) for word in found)
