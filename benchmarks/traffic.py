"""How many requests and connections one keyword takes, once the phone is open, counted at the phone."""

from collections.abc import Iterator

from benchmarks.ground import Ground
from benchmarks.measure import Row, limited
from benchmarks.phones import BY_SCHEME, Phones
from benchmarks.served import DIGEST

TIMES = 10
_ALLOWED = {
    ("Tap at a point", "tap", "70,34"): 1,
    ("Get Call State", "get_call_state"): 1,
    ("Tap of a named element", "tap", "more"): 2,
}


def requests_of_keywords(ground: Ground) -> Iterator[Row]:
    """The phone's own count of requests (challenges included) and of connections."""
    name = BY_SCHEME["https"]
    phones = ground.phones
    connections = phones.counts(name)[1]
    for (what, keyword, *arguments), allowed in _ALLOWED.items():
        sent = _counted(phones, name, keyword, *arguments)[0] / TIMES
        yield limited(
            "requests",
            f"Requests of {what}",
            sent,
            allowed,
            "requests",
            f"at most {allowed}",
            note=f"mean of {TIMES} calls, challenges and repetitions included",
        )
    opened = phones.counts(name)[1] - connections
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


def requests_under_digest(ground: Ground) -> Iterator[Row]:
    """The same at phones that ask for Digest: a challenge is answered once, and its nonce used from then on."""
    phones = ground.phones
    for title in DIGEST:
        for scheme in ("http", "https"):
            name = f"{title} {scheme}"
            phones.run("open_phone", name)
            opening = phones.counts(name)
            # No simulated touch on 8.6: the state of the calls is what both firmwares tell.
            sent, opened = _counted(phones, name, "get_call_state")
            phones.run("close_phones", name)
            yield limited(
                "digest",
                f"Requests of Get Call State, {title}, {scheme.upper()}",
                sent / TIMES,
                1,
                "requests",
                "exactly 1, no repeated challenge",
                bound="exactly",
                note=f"mean of {TIMES} calls, connections opened by them: {opened}; to open the phone it took "
                f"{opening[0]} requests on {opening[1]} connections, the challenge included",
            )


def _counted(phones: Phones, name: str, keyword: str, *arguments: str) -> tuple[int, int]:
    """Requests and connections that reach a phone while a keyword runs ``TIMES`` times."""
    before = phones.counts(name)
    for _ in range(TIMES):
        phones.run(keyword, *arguments, phone=name)
    after = phones.counts(name)
    return after[0] - before[0], after[1] - before[1]
