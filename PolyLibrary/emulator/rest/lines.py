"""Lines and call lists."""

from PolyLibrary.emulator.gui.port import LogEntry, LogKind
from PolyLibrary.emulator.lines import Line
from PolyLibrary.emulator.preferences import local_time
from PolyLibrary.emulator.rest.table import Ask, Reply, endpoint


@endpoint("GET", "v1/mgmt/lineInfo")
def line_info(ask: Ask) -> Reply:
    """One entry for each line key; an empty phone shows a placeholder with the model's name."""
    phone = ask.phone
    if phone.profile["v1_shapes"] == "v2":
        return line_info_v2(ask)
    entries = [
        {
            "LineNumber": str(line.key),
            "RegistrationStatus": _registration(ask, line),
            "LineType": "shared" if line.shared else "private",
            "SIPAddress": line.number,
            "Label": line.label,
            "UserID": line.user,
            "Protocol": "SIP",
            "ProxyAddress": line.server,
            "Port": str(line.port),
        }
        for line in _shown(ask)
    ]
    placeholder = {
        "LineNumber": "1",
        "RegistrationStatus": _registration(ask, None),
        "LineType": "private",
        "SIPAddress": phone.model.name,
        "Label": phone.model.display,
        "UserID": phone.model.display,
    }
    if phone.profile["placeholder_line"] == "full":
        placeholder |= {"Protocol": "SIP", "ProxyAddress": "", "Port": "0"}
    return Reply(data=entries or [placeholder])


def _registration(ask: Ask, line: Line | None) -> str:
    word = "registered" if line is not None and ask.phone.desk.registered_on(line) else "unregistered"
    return word if ask.phone.profile["registration_words"] == "lower" else word.capitalize()


def _shown(ask: Ask) -> list[Line]:
    each = ask.phone.profile["line_info_per"] == "key"
    return [line for line in ask.phone.lines if each or line.first]


@endpoint("GET", "v2/mgmt/lineInfo")
def line_info_v2(ask: Ask) -> Reply:
    """The same lines with other fields; the servers stand at a registration's first key only."""
    desk = ask.phone.desk
    entries = [
        {
            "LineNumber": str(line.key),
            "Label": line.label,
            "Username": line.user,
            "RegistrationStatus": _registration(ask, line),
            "DoNotDisturb": "True" if desk.dnd else "False",
            "Active": "True" if any(leg.live and leg.line == line.key for leg in desk.legs) else "False",
            "CallServers": [{"Working": "True" if desk.registered_on(line) else "False"}] if line.first else [],
        }
        for line in _shown(ask)
    ]
    placeholder = {
        "LineNumber": "1",
        "Label": ask.phone.model.display,
        "Username": ask.phone.model.display,
        "RegistrationStatus": _registration(ask, None),
        "DoNotDisturb": "False",
        "Active": "False",
        "CallServers": [],
    }
    return Reply(data=entries or [placeholder])


@endpoint("GET", "v1/mgmt/callLogs")
def call_logs(ask: Ask) -> Reply:
    """All three lists, each oldest first."""
    return Reply(
        data={
            "Missed": _entries(ask, "Missed"),
            "Received": _entries(ask, "Received"),
            "Placed": _entries(ask, "Placed"),
        }
    )


@endpoint("GET", "v1/mgmt/callLogs/missed")
def missed_calls(ask: Ask) -> Reply:
    """The missed calls."""
    return Reply(data=_entries(ask, "Missed"))


@endpoint("GET", "v1/mgmt/callLogs/received")
def received_calls(ask: Ask) -> Reply:
    """The received calls."""
    return Reply(data=_entries(ask, "Received"))


@endpoint("GET", "v1/mgmt/callLogs/placed")
def placed_calls(ask: Ask) -> Reply:
    """The placed calls."""
    return Reply(data=_entries(ask, "Placed"))


def _entries(ask: Ask, kind: LogKind) -> list[dict[str, str]]:
    return [_entry(ask, entry) for entry in ask.phone.desk.history.entries(kind)]


def _entry(ask: Ask, entry: LogEntry) -> dict[str, str]:
    return {
        "LineNumber": str(entry.line),
        "StartTime": f"{local_time(ask.phone.config, entry.start):%Y-%m-%dT%H:%M:%S}",
        "RemotePartyName": entry.name,
        "RemotePartyNumber": entry.number,
        "Duration": "" if entry.duration is None else duration_text(entry.duration),
    }


def duration_text(seconds: int) -> str:
    """``39 secs``, ``4 mins 49 secs``, ``1 hours 0 mins 5 secs``: always plural."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} hours {minutes} mins {rest} secs"
    return f"{minutes} mins {rest} secs" if minutes else f"{rest} secs"


@endpoint("GET", "v1/mgmt/pollForStatus")
def poll_for_status(ask: Ask) -> Reply:
    """Active while any call is there, with the current call's duration; else the time of the last call."""
    desk = ask.phone.desk
    live = [leg for leg in desk.legs if leg.live]
    if live:
        leg = desk.starred() or live[0]
        text = f"Active call duration {duration_text(leg.seconds)}"
        return Reply(data={"State": "Active", "StateData": text})
    last = desk.last_call
    text = f"Time of last call {last:%Y-%m-%dT%H:%M:%S}" if last else ""
    return Reply(data={"State": "Idle", "StateData": text})
