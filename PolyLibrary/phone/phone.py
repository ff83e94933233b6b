"""One phone on the wire: the way into this room."""

from typing import TYPE_CHECKING

from PolyLibrary.phone.actions import Actions
from PolyLibrary.phone.address import PhoneAddress
from PolyLibrary.phone.calllog import CallLog
from PolyLibrary.phone.calls import Calls
from PolyLibrary.phone.capture import Capture
from PolyLibrary.phone.config import Config
from PolyLibrary.phone.identity import IdentityStore
from PolyLibrary.phone.info import Info
from PolyLibrary.phone.keys import Keys
from PolyLibrary.phone.lines import Lines
from PolyLibrary.phone.log import Log
from PolyLibrary.phone.rest import Rest
from PolyLibrary.phone.skype import Skype
from PolyLibrary.phone.touch import Touch
from PolyLibrary.phone.transport import Transport
from PolyLibrary.phone.ways import Ways
from PolyLibrary.phone.web import Web
from PolyLibrary.steps import StepLog

if TYPE_CHECKING:
    from PolyLibrary.phone.digest import Credentials
    from PolyLibrary.phone.polling import Polling
    from PolyLibrary.phone.push import Push


class Phone:
    """All that one phone offers, by subject. Creating it sends nothing.

    Args:
        name: The phone's name in errors and steps.
        address: Where it is, how it is logged into and trusted.
        steps: The record that every request goes into.
        identities: Certificates seen before.
        request_timeout: Limit of one request in seconds.
        ways: What is known of the phone's ways from an earlier use of it.
    """

    def __init__(
        self,
        name: str,
        address: PhoneAddress,
        *,
        steps: StepLog,
        identities: IdentityStore,
        request_timeout: float = 5.0,
        ways: Ways | None = None,
    ) -> None:
        self.name = name
        self.transport = Transport(
            name, address, steps=steps, identities=identities, request_timeout=request_timeout, ways=ways
        )
        self.rest = Rest(self.transport)
        self.web = Web(self.transport)
        self.calls = Calls(self.rest)
        self.lines = Lines(self.rest)
        self.info = Info(self.rest)
        self.config = Config(self.rest)
        self.touch = Touch(self.rest)
        self.keys = Keys(self.rest)
        self.calllog = CallLog(self.rest)
        self.log = Log(self.transport, self.web)
        self.capture = Capture(self.transport, self.web, self.info)
        self.actions = Actions(self.rest)
        self.skype = Skype(self.rest)
        self._push: dict[Credentials, Push] = {}
        self._polling: dict[Credentials, Polling] = {}

    @property
    def address(self) -> PhoneAddress:
        return self.transport.address

    def push(self, login: "Credentials") -> "Push":
        """XML push with this login (``apps.push``); the same one each time, so that the phone asks once for it."""
        from PolyLibrary.phone.push import Push

        return self._push.setdefault(login, Push(self.transport, login))

    def polling(self, login: "Credentials") -> "Polling":
        """XML polling with this login (``apps.statePolling``); the same one each time."""
        from PolyLibrary.phone.polling import Polling

        return self._polling.setdefault(login, Polling(self.transport, login))

    def close(self) -> None:
        """Close the connection; a later request opens it again."""
        self.transport.close()
