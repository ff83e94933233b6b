"""XML polling: call states, device and network, in the answer or posted to a server."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from aiohttp import web

from PolyLibrary.emulator.channels.delivery import Target
from PolyLibrary.emulator.channels.digest import Digest, Nonces
from PolyLibrary.emulator.channels.elements import around, document, element, time_stamp
from PolyLibrary.emulator.channels.states import line_infos
from PolyLibrary.emulator.channels.tasks import Tasks
from PolyLibrary.emulator.channels.words import user_agent
from PolyLibrary.emulator.http.pages import error_page, reply

if TYPE_CHECKING:
    from PolyLibrary.emulator.phone import VirtualPhone

REALM = "Polling Authentication"


class Polling:
    """The polling channel of one phone; exists only while polling is set up."""

    def __init__(self, phone: "VirtualPhone", nonces: Nonces, tasks: Tasks) -> None:
        self._phone = phone
        self._digest = Digest(REALM, nonces, phone.profile)
        self._tasks = tasks
        self._target: Target | None = None

    def stop(self) -> None:
        """Forget what waits to be posted."""
        if self._target is not None:
            self._target.close()

    def answer(self, request: web.BaseRequest, _body: bytes) -> web.StreamResponse:
        """One request."""
        phone = self._phone
        path = request.path.lower()
        user, password = (phone.config.text(f"apps.statePolling.{name}") for name in ("username", "password"))
        header = request.headers.get("Authorization")
        if not self._digest.lets_in(header, request.method, path, user, password):
            status = int(phone.profile["polling_bad_login"]) if header else 401
            return error_page(request, status, challenges=[self._digest.challenge()] if status == 401 else [])
        if request.method != "GET":
            return error_page(request, int(phone.profile["wrong_method"]))
        content = document(HANDLERS[path](phone))
        if phone.config.on("apps.statePolling.responseMode"):
            self._post(content)
            content = b""
        return reply(request, content, "text/xml")

    def _post(self, content: bytes) -> None:
        url = self._phone.config.text("apps.statePolling.URL")
        if self._target is None or self._target.url != url:
            model = self._phone.model
            agent = user_agent(model.display, self._phone.profile.firmware)
            self._target = Target(url, agent, self._tasks)
        self._target.post(content)


def _device(phone: "VirtualPhone") -> list[str]:
    numbers = ",".join(f"Line{line.key}:{line.number}" for line in phone.lines)
    return around(
        "DeviceInformation",
        [
            element("MACAddress", phone.mac),
            element("PhoneDN", numbers),
            element("AppLoadID", phone.profile.version),
            element("UpdaterID", phone.profile["updater"]),
            element("ModelNumber", phone.model.display),
            element("TimeStamp", time_stamp(phone.clock.now())),
        ],
    )


def _network(phone: "VirtualPhone") -> list[str]:
    config = phone.config
    router = f"{phone.host.rpartition('.')[0]}.254" if "." in phone.host else phone.host
    return around(
        "NetworkConfiguration",
        [
            element("DHCPServer", router),
            element("MACAddress", phone.mac),
            element("DNSSuffix", config.text("device.dns.domain")),
            element("IPAddress", phone.host),
            element("SubnetMask", config.text("device.net.subnetMask") or "255.255.255.0"),
            element("ProvServer", config.text("device.prov.serverName")),
            element("DefaultRouter", config.text("device.net.IPgateway") or router),
            element("DNSServer1", config.text("device.dns.serverAddress") or router),
            element("DNSServer2", config.text("device.dns.altSrvAddress") or "0.0.0.0"),
            element("VLANID", config.text("device.net.vlanId")),
            element("DHCPEnabled", "Yes" if config.on("device.dhcp.enabled") else "No"),
        ],
    )


HANDLERS: dict[str, Callable[["VirtualPhone"], list[str]]] = {
    "/polling/callstatehandler": line_infos,
    "/polling/devicehandler": _device,
    "/polling/networkhandler": _network,
}
