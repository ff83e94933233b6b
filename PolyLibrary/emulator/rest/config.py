"""Reading and setting parameters: at most 20 names a request."""

from typing import Any

from PolyLibrary.emulator.config import BadValue
from PolyLibrary.emulator.rest.table import Ask, Reply, endpoint

MOST_NAMES = 20
REST_SWITCH = "apps.restapi.enabled"


@endpoint("POST", "v1/mgmt/config/get")
def config_get(ask: Ask) -> Reply:
    """Value and source of each known name; the unknown ones are listed beside."""
    names = ask.data
    if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
        return Reply("4000")
    if len(names) > MOST_NAMES:
        return Reply("4009")
    phone = ask.phone
    found = {}
    unknown = []
    for name in names:
        known = phone.config.parameter(name)
        if known is None:
            unknown.append(name)
            continue
        setting = phone.config.get(name)
        # Secrets read back empty (a rule of the emulator: what phones give back is not known).
        source = phone.profile["config_source_words"] if setting.source == "sip" else setting.source
        found[name] = {"Value": "" if known.secret else setting.value, "Source": source}
    beside: dict[str, Any] = {}
    if unknown:
        as_list = phone.profile["invalid_params"] == "list"
        numbered = {str(place): name for place, name in enumerate(unknown, start=1)}
        beside["InvalidParams"] = unknown if as_list else numbered
    return Reply("2000", found, beside) if found else Reply("4000", None, beside)


@endpoint("POST", "v1/mgmt/config/set")
def config_set(ask: Ask) -> Reply:
    """Store values at source web; a restart or reboot that they need follows by itself."""
    sent = ask.data
    if not isinstance(sent, dict):
        return Reply("4000")
    if len(sent) > MOST_NAMES:
        return Reply("4009")
    wanted = {}
    for name, value in sent.items():
        text = _text(value)
        if text is None:
            return Reply("4000")
        wanted[name] = text
    phone = ask.phone
    if REST_SWITCH in wanted and not phone.profile.says("restapi_settable"):
        return Reply("4003")
    try:
        need = phone.config.set(wanted)
    except BadValue:
        return Reply("4000")
    provisioning = any(name.startswith("device.prov.") for name in wanted)
    if need == "live" and provisioning and phone.profile.says("device_prov_reboots"):
        need = "reboot"
    phone.restart_for(need)
    return Reply()


def _text(value: Any) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int) and abs(value) < 10**64:
        return str(value)
    return repr(value) if isinstance(value, float) else None
