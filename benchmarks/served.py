"""The child of the measurements: it starts virtual phones, or with ``bare`` a bare aiohttp handler.

``lab`` starts the phones of the keywords, ``fleet N`` N phones, ``slow N`` N phones that take their time for
updateConfiguration. It writes one JSON line when it is up and one for every word that it is sent (``cpu``,
``counts``), and ends with its input.
"""

import asyncio
import json
import math
import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.load import keep_to_one_cpu

if TYPE_CHECKING:
    from PolyLibrary.emulator.fleet import Fleet, PhoneSetup

PASSWORD = "789"
BODY = b'{"data": [], "Status": "2000"}'
PROBED = 8
"""How many phones get requests."""
TAKES = 0.5
"""Seconds until a slow phone answers updateConfiguration."""
DIGEST: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "6.4 with Digest": ("6.4", {"rest_auth": "digest"}),
    "8.6": ("8.6", {}),
}
"""Firmware and switches of the phones that ask for Digest; 8.6 does so by itself, but answers no simulated touch."""

Words = Mapping[str, Callable[[], object]]


def memory() -> float:
    """Resident memory of this process in MB: its peak on macOS, unknown (nan) where the system tells neither."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    if sys.platform == "darwin":
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return math.nan


def say(**values: Any) -> None:
    print(json.dumps(values), flush=True)


def attend(words: Words) -> None:
    """Tell what is asked, as often as asked."""
    for line in sys.stdin:
        word = line.strip()
        say(**{word: words[word]()})


def serve_phones(setups: "list[PhoneSetup]") -> None:
    """Virtual phones, with HTTP and HTTPS each, in this process."""
    from PolyLibrary.emulator.fleet import Fleet

    with Fleet() as fleet:
        before, started = memory(), time.perf_counter()
        reached = fleet.start(setups)
        took, after = time.perf_counter() - started, memory()
        say(phones=[asdict(reach) for reach in reached], took=took, before=before, after=after)
        attend({"cpu": time.process_time, "counts": lambda: _counts(fleet)})


def _counts(fleet: "Fleet") -> dict[str, list[int]]:
    """Requests and connections that have reached each phone, by its number."""

    def read() -> dict[str, list[int]]:
        return {number: [phone.listener.requests, phone.listener.connections] for number, phone in fleet.phones.items()}

    return fleet.run(read)


def serve_lab() -> None:
    """The cast, and for each Digest firmware a phone by HTTP and one by HTTPS.

    A touch is delivered at once: the time for which an emulated finger rests on the glass is the phone's own, the
    same for everybody, and so much longer than the exchange that it would hide every difference.
    """
    from PolyLibrary.emulator.fleet import PhoneSetup
    from PolyLibrary.emulator.rest import touch
    from PolyLibrary.lab.virtual import CAST

    touch.TAP_HOLDS = 0.0
    setups = [PhoneSetup(name=name, number=number, password=PASSWORD) for name, number in CAST.items()]
    for title, (firmware, switches) in DIGEST.items():
        for scheme in ("http", "https"):
            number = str(1001 + len(setups))
            name = f"{title} {scheme}"
            setups.append(
                PhoneSetup(name, number, PASSWORD, model="VVX450", firmware=firmware, switches=dict(switches))
            )
    serve_phones(setups)


def serve_fleet(count: int, switches: Mapping[str, str]) -> None:
    """N phones of one kind."""
    from PolyLibrary.emulator.fleet import PhoneSetup

    serve_phones([PhoneSetup(f"P{number}", str(2000 + number), PASSWORD, switches=switches) for number in range(count)])


def serve_bare() -> None:
    """The least that aiohttp can do: one handler, one constant answer."""
    from aiohttp import web

    from PolyLibrary.emulator.certificates import CertificateAuthority

    async def handler(_: web.BaseRequest) -> web.StreamResponse:
        return web.Response(body=BODY, content_type="application/json")

    async def serve() -> None:
        server = web.Server(handler)
        loop = asyncio.get_running_loop()
        tls = CertificateAuthority().issue("0004f2000000").tls
        ports = []
        for context in (None, tls):
            opened = await loop.create_server(server, "127.0.0.1", 0, ssl=context)
            ports.append(opened.sockets[0].getsockname()[1])
        say(phones=[{"host": "127.0.0.1", "http_port": ports[0], "https_port": ports[1]}] * PROBED)
        await asyncio.to_thread(attend, {"cpu": time.process_time})
        await server.shutdown(1)

    asyncio.run(serve())


def main() -> None:
    match sys.argv[1:]:
        case ["lab"]:
            serve_lab()
        case ["slow", count]:
            serve_fleet(int(count), {"update_takes": str(TAKES)})
        case ["fleet", count]:
            keep_to_one_cpu()
            serve_fleet(int(count), {})
        case ["bare"]:
            keep_to_one_cpu()
            serve_bare()


if __name__ == "__main__":
    main()
