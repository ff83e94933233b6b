"""Pushes as clients send them."""

import requests
from handset import Handset
from requests.auth import HTTPDigestAuth

ANSWER = "Push Message will be displayed successfully"
ON = {"apps.push.messageType": "5", "apps.push.username": "Push", "apps.push.password": "secret"}


def set_up(phone: Handset, **more: str) -> None:
    """Switch push on; ``more`` are names below ``apps.push``."""
    values = ON | {f"apps.push.{name}": value for name, value in more.items()}
    phone.fleet.run(lambda: phone.phone.config.set(values, "local"))


def send(phone: Handset, body: str | bytes, *, password: str = "secret", tls: bool = False) -> requests.Response:
    """One push with a login of its own."""
    data = body.encode() if isinstance(body, str) else body
    with requests.Session() as session:
        session.trust_env = False
        session.verify = False
        session.auth = HTTPDigestAuth("Push", password)
        headers = {"Content-Type": "application/x-com-polycom-spipx"}
        return session.post(phone.url("/push", tls=tls), data=data, headers=headers, timeout=5)


def push(phone: Handset, *uris: str, priority: str = "Critical") -> None:
    """A list that the phone answers as phones do."""
    listed = "\n".join(uris)
    reply = send(phone, f'<PolycomIPPhone><Data priority="{priority}">{listed}</Data></PolycomIPPhone>')
    assert (reply.status_code, reply.text) == (200, ANSWER)


def screen(phone: Handset) -> str:
    return phone.fleet.run(lambda: phone.phone.gui.screen)
