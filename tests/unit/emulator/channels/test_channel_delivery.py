"""The queue of one target, without a phone."""

import asyncio

import pytest

from PolyLibrary.emulator.channels.delivery import MOST_WAITING, Target, address_of
from PolyLibrary.emulator.channels.tasks import Tasks


@pytest.mark.parametrize(
    ("url", "host", "port", "tls", "path"),
    [
        ("http://lab.example", "lab.example", 80, False, "/"),
        ("https://lab.example/a?b=c", "lab.example", 443, True, "/a?b=c"),
        ("http://[::1]:8080/a", "::1", 8080, False, "/a"),
        ("HTTP://user:pw@10.0.0.1:81/", "10.0.0.1", 81, False, "/"),
    ],
)
def test_addresses(url: str, host: str, port: int, tls: bool, path: str) -> None:
    found = address_of(url)
    assert found is not None
    assert (found.host, found.port, found.tls, found.path) == (host, port, tls, path)
    assert "@" not in found.shown


@pytest.mark.parametrize(
    "url",
    ["", "lab.example", "ftp://lab.example/", "http://", "http://x:99999/", "http://[/", "http://x/ä", "http://x/a b"],
)
def test_no_address(url: str) -> None:
    assert address_of(url) is None


async def _collect(first: int, more: int) -> list[str]:
    """What a receiver gets that takes its time for the first post."""
    got: list[str] = []
    go_on = asyncio.Event()

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.split(b"Content-Length: ")[1].split(b"\r\n")[0])
        got.append((await reader.readexactly(length)).decode())
        await go_on.wait()
        writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(take, "127.0.0.1", 0)
    async with server:
        tasks = Tasks(asyncio.get_running_loop())
        target = Target(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/", "agent", tasks)
        for number in range(first):
            target.post(str(number).encode())
        while not got:
            await asyncio.sleep(0.001)
        for number in range(first, first + more):
            target.post(str(number).encode())
        go_on.set()
        while got[-1] != str(first + more - 1):
            await asyncio.sleep(0.001)
        tasks.stop()
    return got


def test_order_and_the_oldest_makes_room() -> None:
    got = asyncio.run(_collect(1, MOST_WAITING + 6))
    assert got == ["0", *(str(number) for number in range(7, MOST_WAITING + 7))]
    assert len(got) == MOST_WAITING + 1


def test_idle_target_has_no_task() -> None:
    async def run() -> int:
        tasks = Tasks(asyncio.get_running_loop())
        target = Target("http://127.0.0.1:9/", "agent", tasks)
        target.post(b"x")
        assert len(asyncio.all_tasks()) == 2
        await asyncio.sleep(0.05)
        return len(asyncio.all_tasks())

    assert asyncio.run(run()) == 1
