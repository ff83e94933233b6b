"""The packet capture that a phone keeps in the background: it uploads it, to a server or to this machine."""

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import BadReply, LabError, PhoneRefused
from PolyLibrary.session.device.uploads import UploadReceiver
from PolyLibrary.session.phone_session import PhoneSession

_MAGIC = (b"\xd4\xc3\xb2\xa1", b"\xa1\xb2\xc3\xd4", b"\x4d\x3c\xb2\xa1", b"\xa1\xb2\x3c\x4d", b"\x0a\x0d\x0d\x0a")
"""How files of tcpdump (both byte orders, micro- and nanoseconds) and pcapng begin."""

_NOT_NOW, _NO_URL = "4003", "4006"
_ADVICE = {
    _NOT_NOW: "does the phone capture? Set Config    diags.pcap.enabled=1    diags.pcap.background.enabled=1",
    _NO_URL: "the phone has no provisioning server: give url=, or file= to take it on this machine.",
}


def upload(session: PhoneSession, deadline: Deadline, url: str | None = None) -> None:
    """Have the phone upload what it has captured, without ``url`` to its provisioning server; asked for once.

    Raises:
        PhoneRefused: It captures nothing, or knows no place; the hint says what to set.
    """
    try:
        session.phone.actions.upload_capture(deadline, url)
    except PhoneRefused as error:
        raise PhoneRefused(
            error.wanted,
            status=error.status,
            seen=error.seen,
            tried=error.tried,
            hint=_ADVICE.get(error.status, error.hint),
        ) from None


def fetch(session: PhoneSession, deadline: Deadline) -> bytes:
    """What the phone has captured, uploaded to this machine.

    Raises:
        PhoneRefused: As of ``upload``.
        LabError: The phone said yes, and nothing came.
        BadReply: What came is no packet capture.
    """
    with UploadReceiver(session.entry.host, f"{session.entry.mac or session.name}.pcap") as receiver:
        upload(session, deadline, receiver.url)
        body = receiver.wait(deadline.remaining)
    if body is None:
        raise LabError(
            f"{session.title} said that it uploads its packet capture, but nothing came.",
            seen=f"nothing was sent to {receiver.url.rsplit('/', 2)[0]}.",
            tried=deadline.tried(1, "wait"),
            hint="can the phone reach this machine? A firewall may be between; url= names a server that it reaches.",
        )
    if not body.startswith(_MAGIC):
        raise BadReply(
            f"{session.title} uploaded something that is no packet capture.",
            seen=f"{len(body)} bytes that begin with {body[:8]!r}.",
            tried=deadline.tried(1, "upload"),
            hint="files of tcpdump and pcapng are known.",
        )
    return body
