"""All side channels of one phone: through a restart, and what they cost while nothing happens."""

import re
from collections.abc import Callable

import requests
from handset import Handset, until
from receivers import UdpServer, WebServer, serving

CONFIG = {
    "apps.push.messageType": "5",
    "apps.push.username": "Push",
    "apps.push.password": "secret",
    "apps.telNotification.lineRegistrationEvent": "1",
    "reg.2.address": "2599",
}


def test_graceful_restart(another: Callable[..., Handset], web: WebServer) -> None:
    def events() -> list[tuple[str, str]]:
        found = []
        for body in [post.body for post in web.posts]:
            rows = body.splitlines()
            found.append((rows[1].strip("<>").removesuffix("Event"), re.sub("<.*?>", "", rows[4])))
        return found

    def nonce() -> str:
        challenge = requests.post(phone.url("/push"), timeout=3).headers["WWW-Authenticate"]
        return challenge.split('nonce="')[1].split('"')[0]

    def heard(text: str) -> None:
        until(lambda: any(text.encode() in line for line in tuple(syslog.lines)))

    with serving(UdpServer()) as syslog:
        own = {
            "device.syslog.serverName": f"127.0.0.1:{syslog.server_address[1]}",
            "apps.telNotification.URL": web.url(),
        }
        phone = another("2501", config=CONFIG | own)
        heard("Initial log entry")
        heard("Line 1 registered: 2501")
        until(lambda: events() == [("LineRegistration", "1"), ("LineRegistration", "2")])
        before = nonce()
        web.posts.clear()
        syslog.lines.clear()
        assert phone.post("v1/mgmt/safeRestart") == "2000"
        until(lambda: events() == [("LineUnregistration", "1"), ("LineUnregistration", "2")])
        heard("Restarting")
        web.posts.clear()
        until(lambda: events() == [("LineRegistration", "1"), ("LineRegistration", "2")], 8)
        heard("Initial log entry")
        assert nonce() != before


def test_channels_that_nobody_set_up_do_not_exist_and_idle_ones_run_nothing(alice: Handset, web: WebServer) -> None:
    def parts() -> list[object]:
        channels = alice.phone.channels
        return [part for part in (channels._push, channels._polling, channels._events, channels._syslog) if part]

    assert alice.fleet.run(parts) == []
    alice.configure(apps__telNotification__URL=web.url(), apps__telNotification__offhookEvent="1")
    assert len(alice.fleet.run(parts)) == 1
    alice.fleet.run(lambda: alice.phone.desk.off_hook(1))
    web.bodies(1)
    until(lambda: alice.fleet.run(lambda: len(alice.phone.channels._tasks._running)) == 0)
