"""Virtual phones in one process: how soon they are up, what they weigh, what an answer costs."""

import math
from collections.abc import Iterator
from typing import Any

from benchmarks.child import Child, child
from benchmarks.ground import Ground
from benchmarks.load import Load, on_one_cpu
from benchmarks.measure import Row, limited, median, missing, ratio
from benchmarks.phones import STATUS
from benchmarks.served import PASSWORD, PROBED

UP_LIMIT, UP_COUNT = 3.0, 500
MB_LIMIT = 1.0
SHARE = 0.6
CHUNK = 400

Side = tuple[Child, list[dict[str, Any]]]
"""A server, and where its phones are."""


def virtual_phones(ground: Ground) -> Iterator[Row]:
    """Start, memory and answers of a fleet in a child process, beside a bare handler in another."""
    with child("-m", "benchmarks.served", "fleet", str(ground.fleet)) as fleet:
        up = fleet.heard()
        yield limited(
            "fleet",
            f"{ground.fleet} virtual phones up",
            up["took"],
            UP_LIMIT,
            "s",
            f"{UP_COUNT} in {UP_LIMIT:g} s",
            note="HTTP and HTTPS of each, one process",
        )
        weight = (up["after"] - up["before"]) / ground.fleet
        yield _memory(weight, f"{up['before']:.0f} MB before the start, {up['after']:.0f} MB after it")
        with child("-m", "benchmarks.served", "bare") as bare:
            sides = ((fleet, up["phones"]), (bare, bare.heard()["phones"]))
            for tls in (False, True):
                with on_one_cpu():
                    row = _answers(ground, *sides, tls=tls)
                yield row


def _memory(weight: float, note: str) -> Row:
    what, goal = "Memory of an idle virtual phone", f"at most {MB_LIMIT:g} MB"
    if math.isnan(weight):
        return missing("fleet", what, goal, "this system does not tell the memory of a process")
    return limited("fleet", what, weight, MB_LIMIT, "MB", goal, note=note)


def _answers(
    ground: Ground,
    ours: Side,
    peer: Side,
    *,
    tls: bool,
) -> Row:
    rates: dict[str, list[float]] = {"ours": [], "peer": []}
    for _, where in (ours, peer):
        with _load(where, False) as load:
            # Until a first plain connection has ended, glibc may map and unmap asyncio's buffer anew for every request:
            # 15 of 38 microseconds of a bare handler. A process that has lived a little is past that.
            load.run(CHUNK)
    with _load(ours[1], tls) as mine, _load(peer[1], tls) as other:
        turns = [("ours", ours[0], mine), ("peer", peer[0], other)]
        for _, _, load in turns:
            load.run(CHUNK)
        for number in range(2 * ground.rounds):
            for name, server, load in turns if number % 2 else turns[::-1]:
                before = server.ask("cpu")
                sent = load.run(CHUNK)
                rates[name].append(sent / (server.ask("cpu") - before))
    mine_rate, other_rate = median(rates["ours"]), median(rates["peer"])
    return Row(
        "fleet",
        f"Status requests a CPU second, {'HTTPS' if tls else 'HTTP'}",
        mine_rate,
        other_rate,
        "aiohttp handler",
        "1/s",
        ratio(rates["ours"], rates["peer"]),
        f"at least {SHARE:g} x",
        SHARE,
        "at least",
        note=f"callStatus with login, {len(rates['ours'])} x {CHUNK} requests each on {PROBED} kept connections, "
        "client and server on one CPU, CPU time of the server alone",
    )


def _load(phones: list[dict[str, Any]], tls: bool) -> Load:
    where = [(each["host"], each["https_port" if tls else "http_port"]) for each in phones[:PROBED]]
    return Load(where, STATUS, ("Polycom", PASSWORD), tls=tls)
