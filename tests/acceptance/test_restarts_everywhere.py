"""Restart, reboot and reset on every firmware profile of the emulator: refused in a call, waited for, config as it is.

What restarts keep and resets clear is from the facts on actions and configuration (medium: no device was reset).
"""

import html
import re
from datetime import timedelta
from pathlib import Path

import pytest
from emulated import PASSWORD
from firmware_labs import PROFILES
from robot_runs import Run, robot

from PolyLibrary.emulator.fleet import Fleet, PhoneSetup
from PolyLibrary.lab.labfile import write_lab
from PolyLibrary.lab.virtual import entry_of

SUITE = Path(__file__).with_name("robot_restarts") / "everywhere.robot"
#: Firmware before 5.8 resets all sources or none.
ONE_RESET = {"ucs55", "ucs570"}
#: An up-time that is small, on a machine that is busy as well.
SOON = timedelta(seconds=30)
UNREACHABLE = "its REST API is switched off. It must be provisioned before it can be used."


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("restarts")
    mates = [f"mate {name}" for name in PROFILES]
    setups = [
        PhoneSetup(name=name, number=str(2001 + place), password=PASSWORD, model=model, firmware=name)
        for place, (name, model) in enumerate(PROFILES.items())
    ]
    setups += [PhoneSetup(name=mate, number=str(3001 + place), password=PASSWORD) for place, mate in enumerate(mates)]
    with Fleet() as fleet:
        reached = fleet.start(setups)
        lab = folder / "lab.yaml"
        write_lab(lab, [entry_of(setup.name, reach, PASSWORD) for setup, reach in zip(setups, reached, strict=True)])
        variables = folder / "names.py"
        variables.write_text(f"PHONES = {list(PROFILES)}\nMATES = {mates}\n", encoding="utf-8")
        return robot(folder / "out", "--variable", f"LAB:{lab}", "--variablefile", variables, SUITE)


def of(run: Run, test: str, profile: str) -> str:
    """The first line of what the table of a test, which must fail, says of one phone."""
    run.failed(test)
    (table,) = (text for text in run.messages(test) if text.startswith("<table>"))
    cells = re.findall(r"<tr><td>([^<]*)</td><td[^>]*>(.*?)</td>", table)
    (found,) = (text for title, text in cells if profile in title.split())
    return html.unescape(found).partition("<br>")[0]


def told(run: Run, test: str, profile: str) -> str:
    """What a test that must pass told of one phone."""
    assert run.tests[test].passed, run.tests[test].message
    (line,) = (text for text in run.messages(test) if re.match(rf"{profile}: [\d.:]+\Z", text))
    return line.partition(": ")[2]


def up_for(run: Run, test: str, profile: str) -> timedelta:
    """The up-time of a phone that a test told."""
    hours, minutes, seconds = (int(part) for part in told(run, test, profile).split(":"))
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(
    "test",
    [
        "No Restart While A Call Is Up",
        "No Reboot While A Call Is Up",
        "No Reset Of Configuration While A Call Is Up",
        "No Factory Reset While A Call Is Up",
    ],
)
def test_nothing_is_sent_while_a_call_is_up(run: Run, test: str, profile: str) -> None:
    assert of(run, test, profile).endswith(") has 1 call up; nothing was sent.")


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(
    "test", ["A Restart That Is Wanted During A Call", "A Restart", "A Reboot", "A Reset Of All Sources"]
)
def test_the_up_time_begins_anew_and_the_configuration_is_as_the_facts_say(run: Run, test: str, profile: str) -> None:
    assert up_for(run, test, profile) < SOON


@pytest.mark.parametrize("profile", PROFILES)
def test_one_source_is_reset_where_the_firmware_can(run: Run, profile: str) -> None:
    refused, value = of(run, "A Reset Of One Source", profile), told(run, "After The Reset Of One Source", profile)
    if profile in ONE_RESET:
        assert refused.endswith("POST /api/v1/mgmt/configReset/web: this phone's REST API does not have this path.")
        assert value == "33"
    else:
        assert (refused, value) == ("done", "40")


@pytest.mark.parametrize("profile", PROFILES)
def test_a_factory_reset_leaves_a_phone_without_rest(run: Run, profile: str) -> None:
    assert run.tests["A Factory Reset"].passed, run.tests["A Factory Reset"].message
    (warning,) = (text for text in run.warnings if text.startswith(f"{profile}: reset to factory state; after "))
    assert warning.endswith(UNREACHABLE)
    assert "the REST API of this phone seems to be switched off" in of(run, "After The Factory Reset", profile)


@pytest.mark.parametrize("profile", PROFILES)
def test_what_did_not_happen_is_told(run: Run, profile: str) -> None:
    assert of(run, "Ready Without The Restart That Is Wanted", profile).endswith(") is not ready.")
    assert of(run, "Reachable Although Unreachable Is Wanted", profile).endswith(") is still reachable.")
    assert up_for(run, "All Are Ready", profile) < SOON
