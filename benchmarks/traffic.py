"""How many requests and connections one keyword takes, once the phone is open."""

from collections.abc import Iterator

from benchmarks.ground import Ground
from benchmarks.measure import Row, limited
from benchmarks.phones import BY_SCHEME

TIMES = 10
_ALLOWED = {
    ("Tap at a point", "tap", "70,34"): 1,
    ("Get Call State", "get_call_state"): 1,
    ("Tap of a named element", "tap", "missed calls"): 2,
}


def requests_of_keywords(ground: Ground) -> Iterator[Row]:
    """Counted by the transport itself: requests that left (challenges included), connections opened."""
    name = BY_SCHEME["https"]
    phones = ground.phones
    transport = phones.session(name).phone.transport
    connections = transport.connections_opened
    for (what, keyword, *arguments), allowed in _ALLOWED.items():
        requests = transport.requests_sent
        for _ in range(TIMES):
            phones.run(keyword, *arguments, phone=name)
        sent = (transport.requests_sent - requests) / TIMES
        yield limited(
            "requests",
            f"Requests of {what}",
            sent,
            allowed,
            "requests",
            f"at most {allowed}",
            note=f"mean of {TIMES} calls, challenges and repetitions included",
        )
    opened = transport.connections_opened - connections
    yield Row(
        "requests",
        "Connections opened by all of these",
        opened,
        0,
        "limit",
        "connections",
        float(opened),
        "none",
        0.0,
        note="HTTPS, the phone was open before",
    )
