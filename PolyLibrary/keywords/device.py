"""What a phone tells of itself, and any REST call."""

import json
from datetime import timedelta
from typing import Any, Literal

from assertionengine import AssertionOperator
from robot.api.deco import keyword
from robot.api.types import Secret

from PolyLibrary.errors import UnknownName, UsageError
from PolyLibrary.keywords.assertions import judge
from PolyLibrary.keywords.base import KeywordGroup
from PolyLibrary.keywords.embed import output_folder
from PolyLibrary.redaction import is_secret_name, register
from PolyLibrary.session.channels.polled import status_topic
from PolyLibrary.session.device import packetcapture
from PolyLibrary.session.device.restcalls import guarded_call

UPLOAD_LIMIT = 60.0
_SHOWN = 4000


class Device(KeywordGroup):
    """Status topics and raw REST."""

    @keyword(tags=["Device", "Getter"])
    def get_phone_status(
        self,
        topic: str,
        field: str | None = None,
        assertion_operator: AssertionOperator | None = None,
        assertion_expected: Any = None,
        message: str | None = None,
        *,
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> Any:
        """What the phone says of one topic, as a dictionary (or list); or one field of it. Looks once.

        Every firmware has the topics device, network, network stats, lines, sip (registrations) and calls (the active
        call alone, nothing when idle). Most have device v2 (such as ``Firmware.Application``), device stats, lines v2,
        calls v2, call logs, missed calls, received calls, placed calls, running config, transfer type, poll, sessions
        (media) and communication (in a call). presence and location need Skype for Business, pairing a
        Trio, uixml a VVX from 6.0. The error of a phone that lacks one says since when it is known.

        polled calls, polled device and polled network come by XML polling, which is switched on for it and put back at
        the end of the suite: ``0.calls.0.state`` is the first call of the first line.

        Args:
            topic: The topic.
            field: One field by the phone's own name; case does not matter; ``CPU.Current`` for nested ones, ``0.Label``
                for the first of a list.
            assertion_operator: For example ``==`` or ``>``.
            assertion_expected: The expected value, read as the field's type.
            message: Your own text for the error.
            phone: The phone.
            timeout: How long the answer may take.

        Returns:
            The dictionary, list or value; whole numbers are numbers.

        Example:
        | Get Phone Status    network    LANSpeed    ==    1000MB
        """
        session = self.on(phone)
        value = status_topic(session, topic, self.limit(timeout))
        what = f"{topic} of {session.name}"
        if field is not None:
            value = self._field(value, field, what)
            what = f"{field} of {topic} of {session.name}"
        shown = str(value)
        self.say(session, f"{what}: {shown if len(shown) <= _SHOWN else shown[:_SHOWN] + '...'}")
        return judge(value, assertion_operator, assertion_expected, what, message)

    @staticmethod
    def _field(value: Any, field: str, what: str) -> Any:
        for part in field.split("."):
            if isinstance(value, list):
                if not part.isdigit() or int(part) >= len(value):
                    raise UsageError(
                        f"{what} is a list of {len(value)}; '{part}' is no place in it.",
                        hint="write its index first, counted from 0, as in 0.Label.",
                    )
                value = value[int(part)]
                continue
            if not isinstance(value, dict):
                raise UsageError(f"{what} has no fields below '{part}'.")
            by_fold = {str(key).casefold(): key for key in value}
            if part.casefold() not in by_fold:
                raise UnknownName("field", part, [str(key) for key in value], where=f"in {what}", plural="its fields")
            value = value[by_fold[part.casefold()]]
        return value

    @keyword(name="Call REST API", tags=["Device", "Action"])
    def call_rest_api(
        self,
        method: Literal["GET", "POST"],
        path: str,
        *,
        data: dict | list | str | None = None,
        status: str = "2000",
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> Any:
        """Sends one request to the REST API, once, and checks the Status of the answer.

        Args:
            method: ``GET`` or ``POST``.
            path: The path, as in ``/api/v1/mgmt/lineInfo``; a URL pasted from a browser or Postman works too.
            data: What goes into the body's ``data``: a dictionary, a list, or JSON text (with or without the
                ``data`` around it). Passwords in it only as ``Secret`` values of a dictionary.
            status: The Status that is expected; another one is an error.
            phone: The phone.
            timeout: How long it may take.

        Returns:
            The ``data`` of the answer.

        Numbers in it are guarded like those of Dial: emergency numbers are refused before anything is sent.
        Parameters that it sets are not put back at the end of the test; those of `Set Config` are.

        Example:
        | Call REST API    POST    /api/v1/callctrl/dial    data={"Dest": "123", "Line": "1", "Type": "SIP"}
        """
        session = self.on(phone)
        if isinstance(data, str) and data.strip():
            try:
                data = json.loads(data)
            except ValueError as error:
                raise UsageError(f"data= is no JSON: {error}.", hint='as in data={"Ref": "2341880"}.') from None
        data = revealed(data)
        if isinstance(data, dict) and set(data) == {"data"}:
            data = data["data"]
        answer = guarded_call(session, method, path, data or None, status, self.limit(timeout))
        self.say(session, f"{method} {path}: Status {answer.status}")
        return answer.data

    @keyword(tags=["Device", "Action"])
    def upload_packet_capture(
        self,
        *,
        url: str | None = None,
        file: str | None = None,
        phone: str | None = None,
        timeout: timedelta | None = None,
    ) -> str:
        """Has the phone upload the packets that it has captured in the background; asked for once.

        It captures while ``diags.pcap.enabled`` and ``diags.pcap.background.enabled`` are 1 (`Set Config`; the phone
        restarts for them). Without ``url`` and ``file`` the capture goes to the phone's provisioning server.

        Args:
            url: Where the phone uploads it to.
            file: Takes the upload on this machine and writes it to this file; relative to the output directory.
            phone: The phone.
            timeout: How long it may take; 60 s unless given.

        Returns:
            The path of the file; an empty text without ``file``.

        Example:
        | Upload Packet Capture    file=alice.pcap    phone=alice
        """
        if url is not None and file is not None:
            raise UsageError("Upload Packet Capture takes url= or file=, not both.")
        session = self.on(phone)
        limit = self.limit(timeout, UPLOAD_LIMIT)
        if file is None:
            packetcapture.upload(session, limit, url)
            self.say(session, f"packet capture uploaded to {url or 'the provisioning server'}")
            return ""
        path = output_folder() / file
        body = packetcapture.fetch(session, limit)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(body)
        except OSError as error:
            raise UsageError(f"The capture cannot be written to {path}: {error.strerror or error}.") from None
        self.say(session, f"packet capture of {len(body)} bytes written to {path}")
        return str(path)


def revealed(data: Any) -> Any:
    """The data of a request with its ``Secret`` values in clear; a password written as text is refused.

    Raises:
        UsageError: A field whose name says that it is a secret holds plain text; nothing was sent.
    """
    if isinstance(data, list):
        return [revealed(each) for each in data]
    if not isinstance(data, dict):
        return data
    clear = {}
    for name, value in data.items():
        if isinstance(value, Secret):
            register(value.value)
            clear[name] = value.value
        elif isinstance(value, str) and value and is_secret_name(str(name)):
            raise UsageError(
                f"The value of {name} is a secret and was written as plain text; nothing was sent.",
                hint="use a Secret variable as the value of a dictionary: VAR    ${PW: Secret}    %{POLY_PASSWORD}.",
            )
        else:
            clear[name] = revealed(value)
    return clear
