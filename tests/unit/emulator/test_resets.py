"""The resets and the reboot: what each forgets, and how the phone comes back."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests
from handset import PASSWORD, Handset, until

from PolyLibrary.emulator import fleet as fleet_module
from PolyLibrary.emulator import lifecycle
from PolyLibrary.emulator.fleet import Fleet, PhoneSetup
from PolyLibrary.emulator.profiles import Away

NAME = "up.backlight.timeout"


@pytest.fixture(scope="module")
def quick() -> Iterator[Fleet]:
    """A fleet whose phones are away for a tenth of a second only."""
    patch = pytest.MonkeyPatch()
    patch.setattr(fleet_module, "away", lambda realistic: Away(0.1, 0.1, 0.1, 0.1))
    patch.setattr(lifecycle, "NOT_READY", 0.15)
    patch.setattr(lifecycle, "AFTER_REPLY", 0.1)
    with Fleet() as made:
        yield made
    patch.undo()


def new(quick: Fleet, **more: object) -> Handset:
    number = str(3000 + len(quick.phones))
    setup = PhoneSetup(name=f"P{number}", number=number, password=PASSWORD, **more)  # type: ignore[arg-type]
    return Handset(quick, quick.start([setup])[0])


def comes_back(phone: Handset, boots: int = 1) -> None:
    until(lambda: phone.phone.life.boots == boots and phone.phone.life.ready)


def source_of(phone: Handset, name: str) -> str:
    return phone.phone.config.get(name).source


@pytest.mark.parametrize(
    ("reset", "left"),
    [
        ("", {"local": False, "web": False, "device": False}),
        ("/local", {"local": False, "web": True, "device": True}),
        ("/web", {"local": True, "web": False, "device": True}),
        ("/device", {"local": True, "web": True, "device": False}),
    ],
)
def test_what_a_reset_forgets(quick: Fleet, reset: str, left: dict[str, bool]) -> None:
    phone = new(quick, config={NAME: "11"})
    phone.configure(up__toneMode="1")
    device = {"device.set": "1", "device.prov.user.set": "1", "device.prov.user": "someone"}
    assert phone.post("v1/mgmt/config/set", **{NAME: "7", **device}) == "2000"
    assert phone.post(f"v1/mgmt/configReset{reset}") == "2000"
    comes_back(phone)
    assert (source_of(phone, "up.toneMode") == "local") == left["local"]
    assert (source_of(phone, NAME) == "web") == left["web"]
    assert (source_of(phone, "device.prov.user") == "device") == left["device"]
    if not left["web"]:
        assert source_of(phone, NAME) == "config"


def test_factory_reset(quick: Fleet) -> None:
    phone = new(quick)
    phone.post("v1/callctrl/dial", Dest="5553000")
    assert phone.post("v1/mgmt/factoryReset") == "2000"
    assert phone.post("v1/mgmt/safeRestart") == "4001"
    info = phone.get("v2/mgmt/device/info")["data"]
    assert (info["IntendToShutdown"], info["CanApplyShutdownRequest"]) == ("True", "False")
    phone.fleet.run(phone.phone.desk.drop_all)
    comes_back(phone)
    reply = requests.get(phone.url("/api/v1/mgmt/lineInfo"), auth=("Polycom", "456"), timeout=3)
    assert reply.status_code == 404
    assert requests.get(phone.url("/home.htm"), auth=("Polycom", "456"), timeout=3).status_code == 200
    assert phone.phone.desk.history.entries("Placed") == ()
    # Provisioned again, but for the password.
    phone.fleet.run(lambda: phone.phone.provision({"apps.restapi.enabled": "1"}))
    comes_back(phone, 2)
    phone.http.auth = ("Polycom", "456")
    until(lambda: phone.get("v1/mgmt/lineInfo") == {"Status": "4010"})
    phone.fleet.run(
        lambda: phone.phone.provision({"apps.restapi.enabled": "1", "device.auth.localAdminPassword": PASSWORD})
    )
    comes_back(phone, 3)
    phone.http.auth = ("Polycom", PASSWORD)
    assert phone.get("v1/mgmt/lineInfo")["data"] == [
        {
            "LineNumber": "1",
            "RegistrationStatus": "unregistered",
            "LineType": "private",
            "SIPAddress": "VVX600",
            "Label": "VVX 600",
            "UserID": "VVX 600",
        }
    ]
    until(lambda: phone.post("v1/callctrl/dial", Dest="123") == "4005", 3)


def test_reboot_waits_and_starts_the_up_time(quick: Fleet) -> None:
    phone = new(quick, switches={"uptime_resets_on": "reboot"})
    life = phone.phone.life
    life.booted_at -= 100
    assert phone.post("v1/mgmt/safeRestart") == "2000"
    comes_back(phone)
    assert life.uptime >= 100
    until(lambda: phone.post("v1/mgmt/safeReboot") == "2000")
    comes_back(phone, 2)
    assert life.uptime <= 1


def test_sip_status_while_it_registers(quick: Fleet) -> None:
    phone = new(quick)
    path = "v1/webCallControl/sipStatus"
    data = phone.get(path)["data"]
    assert data["TotalUser"] == "1"
    (user,) = data["User"]
    assert (user["Name"], user["LineNumber"], user["TotalCalls"]) == (phone.reach.number, "1", "0")
    assert user["Events"][0]["RegistrationState"] == "Registered"
    phone.fleet.run(phone.phone.desk.registration.end)
    assert phone.get(path)["data"]["User"][0]["Events"][0]["RegistrationState"] == "Registering"


def test_lost_at_a_restart(quick: Fleet) -> None:
    old = new(quick, firmware="5.5", switches={"capture_preference": "on"})
    dying = new(quick, switches={"capture_survives": "no"})
    lasting = new(quick)
    for phone in (old, dying, lasting):
        phone.configure(up__screenCapture__enabled="1", up__screenCapture__value="1")
        assert phone.phone.capture.open
        phone.fleet.run(lambda phone=phone: phone.phone.life.request("restart"))
        phone.fleet.run(phone.phone.sessions.end)
        comes_back(phone)
    assert [phone.phone.capture.open for phone in (old, dying, lasting)] == [False, False, True]


def test_update_that_takes_its_time(quick: Fleet) -> None:
    phone = new(quick, switches={"update_takes": "0.3"})
    started = time.monotonic()
    assert phone.post("v1/mgmt/updateConfiguration") == "2000"
    assert time.monotonic() - started >= 0.3


class Uploads:
    """A web server that keeps what is sent to it; below /post it knows no PUT, below /no nothing at all."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, str, bytes]] = []
        keeper = self

        class Handler(BaseHTTPRequestHandler):
            def do_PUT(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                code = 201
                if self.path.startswith("/no"):
                    code = 403
                elif self.path.startswith("/post") and self.command == "PUT":
                    code = 405
                else:
                    keeper.taken.append((self.command, self.path, body))
                self.send_response(code)
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_POST = do_PUT  # noqa: N815

            def log_message(self, *_args: object) -> None:
                """No noise."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def uploads() -> Iterator[Uploads]:
    made = Uploads()
    yield made
    made.close()


def test_export(quick: Fleet, uploads: Uploads) -> None:
    phone = new(quick, config={NAME: "11"})
    phone.post("v1/mgmt/config/set", **{NAME: "7"})
    path = "v1/mgmt/config/export"
    assert phone.post(path, ConfigType="ALL", URL=f"{uploads.url}/all.xml") == "2000"
    assert phone.post(path, ConfigType="config", URL=f"{uploads.url}/post/config.xml") == "2000"
    assert phone.post(path, ConfigType="WEB", URL=f"{uploads.url}/no/web.xml") == "4008"
    assert phone.post(path, ConfigType="WEB", URL="http://127.0.0.1:1/x") == "4008"
    assert phone.post(path, ConfigType="WEB", URL="no url") == "4008"
    assert phone.post(path, ConfigType="HALF", URL=uploads.url) == "4000"
    assert phone.post(path, ConfigType="WEB", URL=" ") == "4006"
    (one, first, everything), (two, _, provisioned) = uploads.taken
    assert (one, first, two) == ("PUT", "/all.xml", "POST")
    assert f'{NAME}="7"'.encode() in everything
    assert f'{NAME}="11"'.encode() in provisioned
    assert PASSWORD.encode() not in everything
    assert b'device.auth.localAdminPassword=""' in everything


def test_background_capture(quick: Fleet, uploads: Uploads) -> None:
    path = "v1/mgmt/network/uploadBgCapture"
    phone = new(quick, config={"diags.pcap.enabled": "1", "diags.pcap.background.enabled": "1"})
    assert phone.post(path) == "4006"
    assert phone.post(path, url=f"{uploads.url}/a.pcap") == "2000"
    phone.fleet.run(
        lambda: phone.phone.config.set(
            {
                "device.set": "1",
                "device.prov.serverName.set": "1",
                "device.prov.serverName": uploads.url.removeprefix("http://"),
                "device.prov.serverType.set": "1",
                "device.prov.serverType": "HTTP",
            }
        )
    )
    assert phone.post(path) == "2000"
    assert [name for _, name, _ in uploads.taken] == ["/a.pcap", f"/{phone.reach.mac}-bgcapture.pcap"]
    assert uploads.taken[0][2][:4] == b"\xd4\xc3\xb2\xa1"


def test_recalled_endpoints(quick: Fleet, uploads: Uploads) -> None:
    phone = new(quick, switches={"recalled_endpoints": "yes"})
    assert phone.post("v1/mgmt/transferType/set", Type="Blind") == "2000"
    assert phone.get("v1/mgmt/transferType/get")["data"] == {"Type": "Blind"}
    assert phone.post("v1/mgmt/transferType/set", Type="Odd") == "4000"
    assert phone.post("v1/mgmt/contact/delete", Number="1") == "4011"
    assert phone.post("v1/mgmt/contact/add", Name="Ann", Number="1") == "2000"
    assert phone.post("v1/mgmt/contact/delete", Number="1") == "2000"
    assert phone.post("v1/mgmt/setPresence", Presence="Away") == "4004"
    assert phone.post("v1/mgmt/log/upload", URL=f"{uploads.url}/app.log") == "2000"
    assert b"Initial log entry" in uploads.taken[0][2]
