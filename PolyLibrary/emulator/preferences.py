"""Local time by the phone's own time zone.

A phone that nobody has given a time zone takes it from its network, so it shows the time of the lab: the machine's.
One that has ``tcpIpApp.sntp.gmtOffset`` from any source keeps to it, without daylight saving (rules of the emulator).
"""

import re
from datetime import datetime, timedelta, timezone

from PolyLibrary.emulator.config import Config

GMT_OFFSET = "tcpIpApp.sntp.gmtOffset"
"""Seconds east of Greenwich."""
_SECONDS = re.compile(r"[+-]?[0-9]{1,5}")
_MOST_OFFSET = 14 * 3600


def offset_in_force(config: Config, moment: datetime) -> int:
    """Seconds east of Greenwich at ``moment``, which is in the machine's local time."""
    setting = config.get(GMT_OFFSET)
    if setting.source == "default" or not _SECONDS.fullmatch(setting.value.strip()):
        machine = moment.astimezone().utcoffset() or timedelta(0)
        return int(machine.total_seconds())
    return max(-_MOST_OFFSET, min(_MOST_OFFSET, int(setting.value)))


def local_time(config: Config, moment: datetime) -> datetime:
    """A moment in the machine's local time, as this phone shows it; both without a zone."""
    if config.get(GMT_OFFSET).source == "default":
        return moment
    zone = timezone(timedelta(seconds=offset_in_force(config, moment)))
    return moment.astimezone(zone).replace(tzinfo=None)
