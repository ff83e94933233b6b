"""Actions on the whole phone. Each is one request, sent once; what follows is for the caller to watch."""

from typing import Literal, get_args

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import UnknownName
from PolyLibrary.phone.rest import Rest

ConfigSource = Literal["all", "local", "web", "device", "cloud"]


class Actions:
    """Restarts, resets and uploads. The phone answers at once and acts after its calls have ended."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest

    def safe_restart(self, deadline: Deadline) -> None:
        """Restart the phone's application, which reads its configuration anew."""
        self._do("safeRestart", deadline)

    def safe_reboot(self, deadline: Deadline) -> None:
        """Reboot the phone, updater included."""
        self._do("safeReboot", deadline)

    def update_configuration(self, deadline: Deadline) -> None:
        """Fetch the configuration from the provisioning server; restarts only when a change needs it."""
        self._do("updateConfiguration", deadline)

    def reset_config(self, source: ConfigSource, deadline: Deadline) -> None:
        """Remove the values of one source, or of all; the phone usually restarts."""
        if source not in get_args(ConfigSource):
            raise UnknownName("configuration source", source, get_args(ConfigSource))
        self._do("configReset" if source == "all" else f"configReset/{source}", deadline)

    def factory_reset(self, deadline: Deadline) -> None:
        """Wipe everything, the password and the REST API's switch too: the phone is out of reach after it."""
        self._do("factoryReset", deadline)

    def export_config(self, url: str, deadline: Deadline, *, kind: str = "ALL") -> None:
        """Have the phone upload its configuration to ``url``."""
        self._rest.post("/api/v1/mgmt/config/export", {"ConfigType": kind, "URL": url}, deadline)

    def upload_capture(self, deadline: Deadline, url: str | None = None) -> None:
        """Upload the background packet capture, without ``url`` to the provisioning server."""
        data = None if url is None else {"url": url}
        self._rest.post("/api/v1/mgmt/network/uploadBgCapture", data, deadline)

    def _do(self, verb: str, deadline: Deadline) -> None:
        self._rest.post(f"/api/v1/mgmt/{verb}", None, deadline)
