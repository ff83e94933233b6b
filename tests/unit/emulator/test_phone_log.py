"""The format of the phone's log, its levels and its store."""

import asyncio
import re

import pytest
from handset import Handset, until

from PolyLibrary.emulator.clock import Clock
from PolyLibrary.emulator.config import Config
from PolyLibrary.emulator.log import MOST_BYTES, PhoneLog


@pytest.fixture
def config() -> Config:
    return Config({})


@pytest.fixture
def log(config: Config) -> PhoneLog:
    loop = asyncio.new_event_loop()
    made = PhoneLog(Clock(loop), config)
    loop.close()
    config.listen(lambda changes: made.levels_changed())
    return made


def test_format(log: PhoneLog) -> None:
    log.write("so", 4, "text|with a pipe")
    assert re.fullmatch(rb"\d{10}\|so   \|4\|00\|text\|with a pipe\n", log.content())


@pytest.mark.parametrize(("change", "render", "lowest"), [("4", "1", 4), ("0", "1", 1), ("2", "5", 5), ("0", "0", 0)])
def test_levels(log: PhoneLog, config: Config, change: str, render: str, lowest: int) -> None:
    config.set({"log.level.change.pgui": change, "log.render.level": render})
    for level in range(7):
        log.write("pgui", level, "x")
    log.write("pgui", "*", "x")
    levels = [line.split(b"|")[2].decode() for line in log.content().splitlines()]
    assert levels == [*map(str, range(lowest, 7)), "*"]


def test_levels_by_component(log: PhoneLog, config: Config) -> None:
    config.set({"log.level.change.pgui": "1"})
    assert log.lets("pgui", 1)
    assert not log.lets("rest", 1)


def test_time_since_boot_until_the_clock_is_set(log: PhoneLog) -> None:
    log.boot(clock_set=False)
    log.write("log", "*", "a")
    log.clock_is_set()
    log.write("log", "*", "b")
    first, second = log.content().splitlines()
    assert re.match(rb"0000\d\d\.\d{3}\|log  \|\*\|00\|a", first)
    assert re.match(rb"\d{10}\|log  \|\*\|00\|b", second)


def test_other_time_formats(log: PhoneLog, config: Config) -> None:
    config.set({"log.render.type": "1"})
    log.write("log", "*", "a")
    assert re.match(rb"2\d{9}\|", log.content())
    config.set({"log.render.type": "0"})
    log.clear()
    log.write("log", "*", "a")
    assert re.match(rb"\d{6}\.\d{3}\|", log.content())


def test_store_drops_whole_lines_in_front(log: PhoneLog) -> None:
    for number in range(4000):
        log.write("log", "*", f"{number} {'x' * 90}")
    kept = log.content()
    assert MOST_BYTES - 200 < len(kept) <= MOST_BYTES
    assert kept.endswith(b"3999 " + b"x" * 90 + b"\n")
    assert re.match(rb"\d{10}\|log  \|\*\|00\|\d+ x", kept)


def test_anything_can_be_written(log: PhoneLog) -> None:
    log.write("log", "*", "Älice \ud800")
    assert log.content().decode().endswith("Älice ?\n")


def test_call_lines(alice: Handset) -> None:
    alice.configure(log__level__change__so="2")
    alice.fleet.run(alice.phone.log.clear)
    alice.post("v1/callctrl/dial", Dest="5552000")
    ref = alice.calls()[0]["CallHandle"]
    until(lambda: "-> Disconnected" in alice.log_text())
    words = re.findall(rf"so   \|2\|00\|call {ref}: (\w+) -> (\w+)", alice.log_text())
    assert words == [("Idle", "Setup"), ("Setup", "Disconnected")]


def test_config_lines(alice: Handset) -> None:
    alice.post("v1/mgmt/config/set", **{"up.backlight.timeout": "20", "reg.1.auth.password": "hidden-1"})
    text = alice.log_text()
    assert "|cfg  |*|00|up.backlight.timeout set to '20' by web\n" in text
    assert "hidden-1" not in text
    assert "|cfg  |*|00|reg.1.auth.password set to '***' by web\n" in text
