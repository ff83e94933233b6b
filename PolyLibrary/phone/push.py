"""XML push: keys, calls and pages sent to ``/push`` (facts: push and key names).

The phone answers before it acts and in the same words whether the action worked or not, so what a push did has
to be looked for elsewhere.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import UnknownName, UsageError
from PolyLibrary.names import fold
from PolyLibrary.phone.digest import Credentials, DigestPages, Exchange
from PolyLibrary.phone.pushlist import action_uri
from PolyLibrary.redaction import Password

#: Bytes that the phone takes in one push.
MOST = 2048
PRIORITIES = ("Critical", "Important", "High", "Normal", "all")
_PATH = "/push"
_TYPE = "application/x-com-polycom-spipx"
_SUCCESS = "Push Message will be displayed successfully"
_OFF = (
    "set apps.push.messageType=5, apps.push.username and apps.push.password (both not empty), and for plain HTTP "
    "apps.push.secureTunnelRequired=0."
)


@dataclass(frozen=True)
class PushResult:
    """What the phone said to a push.

    Args:
        confirmed: Whether it answered as it does when it takes a push; this does not mean that it worked.
        answer: The start of its answer, without secrets.
        took: Seconds.
    """

    confirmed: bool
    answer: str
    took: float

    def __str__(self) -> str:
        return "taken by the phone" if self.confirmed else f"sent, maybe not shown (the phone said: {self.answer})"


def priority_of(text: str) -> str:
    """The priority as phones spell it; UnknownName when there is none of that name."""
    known = {fold(each): each for each in PRIORITIES}.get(fold(text))
    if known is None:
        raise UnknownName("push priority", text, PRIORITIES, plural="priorities")
    return known


def data_xml(actions: Sequence[str], priority: str = "Critical") -> bytes:
    """The document that carries internal URIs, one a line.

    Raises:
        UsageError: No action, one that no phone knows, or more than 2048 bytes.
    """
    if not actions:
        raise UsageError("There is nothing to push.", hint="give at least one action, such as Key:Home.")
    text = escape("\n".join(action_uri(action) for action in actions))
    return _document("Data", text, priority, "push fewer actions at once")


def url_xml(path: str, priority: str = "Critical") -> bytes:
    """The document that makes the phone fetch a page below its ``apps.push.serverRootURL``."""
    path = path.strip()
    if not path or re.search(r"\s", path) or re.match(r"(?i)[a-z][a-z0-9+.\-]*:", path):
        raise UsageError(
            f"'{path}' is no path of a page to push.",
            hint="the phone puts its apps.push.serverRootURL in front: give what follows, such as /alarm.xhtml.",
        )
    return _document("URL", escape(path), priority, "shorten the path")


def _document(element: str, text: str, priority: str, hint: str) -> bytes:
    content = text.encode()
    if len(content) > MOST:
        raise UsageError(
            f"The push has {len(content)} bytes; phones take {MOST}.", seen="nothing was sent.", hint=f"{hint}."
        )
    start = f'<PolycomIPPhone><{element} priority="{priority_of(priority)}">'
    return start.encode() + content + f"</{element}></PolycomIPPhone>".encode()


def parameters(
    username: str, password: Password, *, root_url: str | None = None, plain: bool = True, message_type: int = 5
) -> dict[str, str]:
    """The parameters that switch push on, the password in clear: for ``Config.set`` only.

    Args:
        root_url: What paths of pages and of ``Play:`` are below.
        plain: Let push and polling come by plain HTTP too (some profiles refuse that).
        message_type: 5 takes all priorities; 1 Normal, 2 Important, 3 High or 4 Critical take only that one.
    """
    login = Credentials(username, password)
    if message_type not in range(1, 6):
        raise UsageError(f"There is no push message type {message_type}.", hint="5 takes all priorities.")
    values = {
        "apps.push.messageType": str(message_type),
        "apps.push.username": login.user,
        "apps.push.password": login.password.reveal(),
    }
    if root_url is not None:
        values["apps.push.serverRootURL"] = root_url
    if plain:
        values["apps.push.secureTunnelRequired"] = "0"
    return values


class Push:
    """Sends pushes to one phone.

    Args:
        transport: The way to the phone.
        login: ``apps.push.username`` and ``apps.push.password``.
    """

    def __init__(self, transport: Exchange, login: Credentials) -> None:
        self._pages = DigestPages(transport, login, "apps.push")

    def send(self, actions: Sequence[str], deadline: Deadline, *, priority: str = "Critical") -> PushResult:
        """Have the phone run internal URIs in their order, without a pause between them.

        The list is sent once. Numbers are not guarded here: see ``pushlist.numbers_in`` and ``digits_in``.

        Raises:
            UsageError: The list cannot be sent; nothing was.
            PageOff: The phone takes no pushes; names the parameters to set.
            LoginRefused: User or password is wrong.
            Unreachable, BadReply: ``effect_unknown`` tells whether it may have worked all the same.
        """
        return self._post(data_xml(actions, priority), deadline)

    def show(self, path: str, deadline: Deadline, *, priority: str = "Critical") -> PushResult:
        """Have the phone fetch and show a page, or run a list of URIs; errors as of ``send``."""
        return self._post(url_xml(path, priority), deadline)

    def _post(self, content: bytes, deadline: Deadline) -> PushResult:
        reply = self._pages.request(
            "POST", _PATH, deadline, read=False, content=content, headers={"Content-Type": _TYPE}
        )
        if 200 <= reply.status < 300:
            return PushResult(_SUCCESS in reply.text, reply.shown, reply.took)
        raise self._pages.fault("POST", _PATH, reply, what="this phone takes no pushes", off=_OFF)
