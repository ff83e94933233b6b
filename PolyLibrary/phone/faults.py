"""What can go wrong on the wire, said in the four parts of an error."""

import re
from typing import NamedTuple, TypeVar

from PolyLibrary.errors import BadReply, LabError, LoginRefused, NotUsable, PolyError, RestOff, Unreachable
from PolyLibrary.phone.reply import Reply
from PolyLibrary.phone.wire import Fault, WireFault

ONCE = "The request was sent once and not repeated; whether it took effect is unknown."

_LOCKED = re.compile(r"(?i)\block")

ErrorType = TypeVar("ErrorType", bound=PolyError)


def with_effect(error: ErrorType, *, unknown: bool) -> ErrorType:
    """The error with ``effect_unknown``: whether an action may have taken effect all the same."""
    vars(error)["effect_unknown"] = unknown
    return error


def effect_unknown(error: BaseException) -> bool:
    """Whether the action that failed with ``error`` may have taken effect."""
    return bool(getattr(error, "effect_unknown", False))


class _Text(NamedTuple):
    what: str
    hint: str


_TEXTS = {
    Fault.REFUSED: _Text(
        "the connection was refused",
        "is the phone on, is its web server enabled (httpd.enabled, httpd.cfg.enabled), and is the port right? "
        "A phone that restarts refuses connections for up to three minutes.",
    ),
    Fault.NO_ROUTE: _Text(
        "there is no way to the phone",
        "check the address in the lab file, the cable and the VLAN.",
    ),
    Fault.DNS: _Text(
        "its host name is not known",
        "check host: in the lab file, or write the IP address.",
    ),
    Fault.TIMEOUT: _Text(
        "the phone did not answer in time",
        "is it restarting or hung? Touch and statistics on firmware 5.7 also need httpd.ta.enabled=1.",
    ),
    Fault.TLS: _Text(
        "the TLS handshake failed",
        'an old phone may need tls_min: "1.0"; if the port speaks no HTTPS, correct https_port or set scheme: http.',
    ),
    Fault.UNTRUSTED: _Text(
        "the certificate is not signed by the CA of the lab file",
        "give the CA file of this phone's certificate, or tls: pinned.",
    ),
    Fault.HANDSHAKE: _Text(
        "the phone broke off the TLS handshake",
        'is it restarting? An old phone may need tls_min: "1.0"; if the port speaks no HTTPS, correct https_port '
        "or set scheme: http.",
    ),
    Fault.CLOSED: _Text(
        "the phone closed the connection without an answer",
        "is it restarting? A phone that limits its web clients does this too.",
    ),
    Fault.CUT: _Text(
        "the answer broke off",
        "is the phone restarting, or the network unsteady?",
    ),
    Fault.GARBAGE: _Text(
        "the answer is no HTTP",
        "is this the phone's web server? Check the address and the port.",
    ),
    Fault.TOO_LARGE: _Text(
        "the answer is too large to be one of a phone",
        "is this the phone's web server? Check the address and the port.",
    ),
}

_KINDS: dict[Fault, type[LabError]] = {
    Fault.GARBAGE: BadReply,
    Fault.TOO_LARGE: BadReply,
    Fault.DNS: NotUsable,
    Fault.TLS: NotUsable,
    Fault.UNTRUSTED: NotUsable,
    Fault.CUT: NotUsable,
}

LOCKED_HINT = (
    "wait until the lock ends (60 s by default, httpd.cfg.lockWebUI.lockOutDuration), with no other client "
    "of this phone using a wrong password."
)


def wire_error(subject: str, fault: WireFault, origin: str, tried: str, *, action: bool) -> PolyError:
    """The error of a failed exchange.

    Args:
        subject: ``alice: GET /api/...``.
        origin: Where the phone was looked for.
        tried: The third part of the error.
        action: Whether the request changes something, so that it matters if it left.
    """
    text = _TEXTS[fault.fault]
    unknown = action and fault.sent
    seen = f"{fault.detail} ({origin})."
    if unknown:
        seen += f" {ONCE}"
    kind = _KINDS.get(fault.fault, Unreachable)
    return with_effect(kind(f"{subject}: {text.what}.", seen=seen, tried=tried, hint=text.hint), unknown=unknown)


def locked(reply: Reply) -> bool:
    """Whether a refusal says that logins are locked; otherwise the phone may just be busy."""
    return bool(_LOCKED.search(reply.text))


def status_error(subject: str, reply: Reply, tried: str, *, challenged: bool) -> LabError:
    """The error of an HTTP status on ``/api`` that is neither 200 nor 401 nor 404."""
    answer = f"HTTP {reply.status}, {reply.shown}" if reply.body else f"HTTP {reply.status}"
    if reply.status == 403:
        if locked(reply):
            return LoginRefused(f"{subject}: the phone has locked logins.", seen=answer, tried=tried, hint=LOCKED_HINT)
        if challenged:
            return LoginRefused(
                f"{subject}: the phone does not let this login in.",
                seen=answer,
                tried=tried,
                hint=f"after wrong passwords a phone refuses every login: {LOCKED_HINT}",
            )
        return NotUsable(
            f"{subject}: the phone is busy with another request, or has locked logins.",
            seen=answer,
            tried=tried,
            hint=f"is another client using its REST API? If logins are locked, {LOCKED_HINT}",
        )
    what, hint = _STATUS_TEXTS.get(
        reply.status,
        (
            "the phone answered with an unexpected HTTP status",
            "is this the phone's web server? Check the address.",
        ),
    )
    return BadReply(f"{subject}: {what}.", seen=answer, tried=tried, hint=hint)


_STATUS_TEXTS = {
    411: (
        "the phone asks for the length of the request",
        "a proxy between here and the phone removed Content-Length: reach the phone directly.",
    ),
    413: ("the request is too large for the phone", "send fewer or shorter values at once."),
    405: ("the phone does not know this method here", "check the method and the port."),
    501: ("the phone does not know this method here", "check the method and the port."),
}


def rest_off(subject: str, reply: Reply, tried: str, *, asked: str, where: str) -> RestOff:
    """The error of a phone that shows no REST API at all.

    Args:
        asked: The path that every firmware has, and that brought no answer of the API either.
        where: Scheme, host and port, or both where both were tried.
    """
    return RestOff(
        f"{subject}: the REST API of this phone seems to be switched off.",
        seen=f"HTTP {reply.status} before any login, and no REST API at {asked} either ({where}).",
        tried=tried,
        hint="switch it on in the phone's web page (Settings > Applications > REST API) or provision "
        "apps.restapi.enabled=1. A phone that is booting answers so for a while, and another web server always.",
    )


def login_refused(subject: str, user: str, *, before: bool, has_password: bool) -> LoginRefused:
    """The refusal of a password; ``before`` when it happened earlier and nothing was sent now."""
    if not has_password:
        return LoginRefused(
            f"{subject}: the phone asks for a password and none is given.",
            seen="HTTP 401 to a request without a login.",
            tried="once.",
            hint="set password: in the lab file (for example %{POLY_PASSWORD}) or password= of Open Phone.",
        )
    return LoginRefused(
        f"{subject}: the phone refuses the login of user '{user}'.",
        seen="HTTP 401 " + ("to an earlier request; nothing was sent now." if before else "after the password."),
        tried="once: five wrong logins lock a phone for a minute, so this password is not sent again.",
        hint="correct password: in the lab file. It is the administrator password, the user is Polycom "
        "with a capital P.",
    )


def unknown_login(subject: str, reply: Reply) -> LoginRefused:
    asked = ", ".join(reply.headers.get_all("WWW-Authenticate", []))
    return LoginRefused(
        f"{subject}: the phone asks for a login that no phone is known to use.",
        seen=f"HTTP 401, WWW-Authenticate: {asked[:120] or 'nothing'}",
        tried="once, and no password was sent.",
        hint="is this the phone's web server? Known ways are Basic and Digest.",
    )
