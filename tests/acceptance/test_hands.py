"""The second library: on virtual phones of this and of another process, on real ones, and where there are no hands."""

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from emulated import PASSWORD, lab_of
from processes import emulate
from robot_runs import Run, robot
from scenarios import SCENARIOS

from PolyLibrary.emulator.fleet import Fleet, PhoneSetup
from PolyLibrary.lab.labfile import load_lab, write_lab
from PolyLibrary.lab.virtual import CAST, entry_of

HANDS = Path(__file__).with_name("robot_hands")
ALL_TRACE = ("--loglevel", "TRACE")
SECRET = "walnut-switch-88"
NOTE = "import json, sys; open(sys.argv[1], 'a').write(json.dumps(sys.argv[2:]) + chr(10)); print('done as asked')"


def suite(name: str, *options: str) -> Callable[[Path], Run]:
    return lambda folder: robot(folder / "out", *options, HANDS / name)


def elsewhere(name: str, *options: str) -> Callable[[Path], Run]:
    """On ``polylab emulate`` in another process."""

    def run(folder: Path) -> Run:
        with emulate(folder, *options) as lab:
            done = robot(folder / "out", *ALL_TRACE, "--variable", f"LAB:{lab}", HANDS / name)
            token = (load_lab(lab).phones["alice"].virtual or {})["token"]
            assert token not in done.console + done.xml + (done.folder / "log.html").read_text(encoding="utf-8")
            return done

    return run


def without_control(folder: Path) -> Run:
    """Phones that are emulated, and whose lab file does not say where their control port is."""
    with lab_of(folder) as lab:
        return robot(folder / "out", "--variable", f"LAB:{lab}", HANDS / "skips.robot")


def no_hands(folder: Path) -> Run:
    with lab_of(folder, real=True) as lab:
        return robot(folder / "out", "--variable", f"LAB:{lab}", HANDS / "skips.robot")


def real(folder: Path) -> Run:
    """Emulated phones that the lab file calls real, with commands that note how they were called."""
    folder.mkdir(parents=True, exist_ok=True)
    script = folder / "note.py"
    script.write_text(NOTE, encoding="utf-8")

    def command(name: str, *words: str) -> str:
        return " ".join([sys.executable, str(script), str(folder / "notes"), f"'{name}'", *words])

    of_all = {
        "plug in": command("plug in", "{phone}", "{host}"),
        "touch": command("touch", "{x}", "{y}", "{hold}"),
        "swipe": command("swipe", "{x}", "{y}", "{to_x}", "{to_y}", "{seconds}"),
        "press key": command("press key", "{key}"),
        "lift handset": command("lift handset", "{phone}"),
        "stop sip server": command("stop sip server"),
        "start sip server": command("start sip server"),
        "call from outside": command("call from outside", "{number}", "{to}", "{name}"),
        "leave voicemail": command("leave voicemail", "{to}", "{length}", "{number}"),
        "inject fault": command("inject fault", "{fault}", "{rate}", "{count}"),
        "clear faults": command("clear faults", "{phone}"),
        "unplug": command("unplug", "{phone}", "%{POE_PASSWORD}"),
    }
    fails = f"{sys.executable} -c \"import sys; print('the relay is stuck'); sys.exit(7)\""
    with Fleet() as fleet:
        setups = [PhoneSetup(name=name.capitalize(), number=CAST[name], password=PASSWORD) for name in ("alice", "bob")]
        entries = [
            entry_of(setup.name.lower(), reach, PASSWORD)
            for setup, reach in zip(setups, fleet.start(setups), strict=True)
        ]
        alice, bob = (replace(entry, virtual=None) for entry in entries)
        lab = folder / "lab.yaml"
        write_lab(lab, [replace(alice, hands=of_all | {"put down handset": fails}), replace(bob, hands=of_all)])
        run = robot(folder / "out", *ALL_TRACE, "--variable", f"LAB:{lab}", HANDS / "real.robot", POE_PASSWORD=SECRET)
    assert SECRET not in run.console + run.xml
    return run


SCENARIOS |= {
    "hands": suite("hands.robot"),
    "hands elsewhere": elsewhere("hands.robot"),
    "hands put back": suite("putback.robot"),
    "hands alone": suite("alone.robot"),
    "hands alone elsewhere": elsewhere("alone.robot"),
    "hands voicemail": elsewhere("voicemail.robot", "--model", "VVX600=alice", "--model", "VVX450=dave"),
    "hands sip": elsewhere("sip.robot", "--speed", "30"),
    "hands real": real,
    "hands skipped": no_hands,
    "hands without control": without_control,
    "hands dry": lambda folder: robot(folder / "out", "--dryrun", HANDS),
}


def of(*names: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("run", names, indirect=True)


def wrong(run: Run, *tags: str) -> list[str]:
    """Tests that are not as they should be: passed, or as their tag says."""
    wanted = {"fails": "FAIL", "skipped": "SKIP"}
    return [
        f"{name}: {test.status} {test.message}"
        for name, test in run.tests.items()
        if test.status != next((status for tag, status in wanted.items() if tag in test.tags), "PASS")
    ]


@of(
    "hands", "hands elsewhere", "hands put back", "hands alone", "hands alone elsewhere", "hands voicemail",
    "hands sip", "hands real",
)  # fmt: skip
def test_the_suite_is_as_it_should_be(run: Run) -> None:
    assert run.tests
    assert not wrong(run), "\n".join([*wrong(run), run.console])


@of("hands")
def test_what_was_done_is_said(run: Run) -> None:
    told = run.messages("A Power Failure In A Call")
    assert "bob (VVX 600, 5.9.3.2857, virtual): unplugged" in told
    back = next(text for text in told if "the power is back" in text)
    assert back.startswith("bob (VVX 600, 5.9.3.2857, virtual): plugged in; the power is back: the phone was ready")
    assert any(
        "touched softkey:New Call: soft key 'New Call'" in text for text in run.messages("A Finger On The Screen")
    )


@of("hands")
def test_who_has_no_voicemail_skips(run: Run) -> None:
    assert run.tests["A Phone Without Voicemail"].message == "alice (VVX 600, 5.9.3.2857, virtual) lacks voicemail."


# Put back
@of("hands put back")
def test_what_was_put_back_is_said_in_its_order(run: Run) -> None:
    told = [text for text in run.messages("A Test That Fails With All Undone") if text.startswith("Put back: ")]
    title = "(VVX 600, 5.9.3.2857, virtual)"
    assert told == [
        f"Put back: alice {title}: fault 'server error' cleared",
        f"Put back: carol {title}: fault 'clock jump' cleared",
        "Put back: SIP server: running",
        "Put back: outside 1 to 1003: hung up (RingBack)",
        f"Put back: alice {title}: handset put down",
        f"Put back: bob {title}: plugged in",
    ]


@of("hands put back")
def test_a_failed_test_keeps_its_own_message(run: Run) -> None:
    assert run.failed("A Test That Fails With All Undone") == "on purpose"


@of("hands put back")
def test_what_the_test_put_back_itself_is_not_said_again(run: Run) -> None:
    assert not [text for text in run.messages("A Test That Plugs In By Itself") if "Put back" in text]


@of("hands put back")
def test_the_end_of_the_suite_tells_in_its_metadata(run: Run) -> None:
    told = run.result.suite.metadata["Put back by Hands"]
    assert told == "- dave (VVX 600): fault 'without effect' cleared"


# Real phones
def notes(run: Run) -> list[list[str]]:
    written = (run.folder.parent / "notes").read_text(encoding="utf-8")
    return [json.loads(line) for line in written.splitlines()]


@of("hands real")
def test_commands_get_what_the_keyword_got(run: Run) -> None:
    first = notes(run)[:12]
    host = first[1][2]
    assert first == [
        ["unplug", "alice", SECRET],
        ["plug in", "alice", host],
        ["call from outside", "+49 30 1", "1002", 'Mr. "X"; rm -rf'],
        ["touch", "70", "34", "0.5"],
        ["press key", "Home"],
        ["swipe", "68", "121", "320", "156", "0.2"],
        ["lift handset", "alice"],
        ["stop sip server"],
        ["leave voicemail", "1002", "7", "5550"],
        ["inject fault", "packet loss", "0.5", "0"],
        ["unplug", "bob", SECRET],
        ["clear faults", "alice"],
    ]


@of("hands real")
def test_they_are_put_back_by_commands_too(run: Run) -> None:
    assert [note[0] for note in notes(run)[11:14]] == ["clear faults", "start sip server", "plug in"]
    told = [text for text in run.messages("Commands Are Run") if "Put back" in text or "could not" in text]
    assert any("left to end by itself: the lab file has no command to hang up outside" in text for text in told)
    assert any(text.startswith("could not be put back (handset of alice): ") for text in told), told


@of("hands real")
def test_their_output_is_in_the_log_without_secrets(run: Run) -> None:
    told = next(text for text in run.messages("Commands Are Run") if "unplug" in text and "done as asked" in text)
    assert told.endswith("alice *** (exit code 0): done as asked")


@of("hands real")
def test_a_command_that_fails_is_an_error_of_the_lab(run: Run) -> None:
    error = run.failed("A Command That Fails")
    assert error.startswith("The command for 'put down handset' failed: ")
    assert "Seen:  exit code 7; it printed: the relay is stuck" in error


@of("hands real")
def test_a_hand_that_is_missing_skips(run: Run) -> None:
    assert run.tests["No Command For It"].message == (
        "bob (VVX 600, 5.9.3.2857): nothing can do 'put down handset' here: it is a real phone.\n"
        "Seen:  the lab file gives it commands for: call from outside, clear faults, inject fault, leave voicemail, "
        "lift handset, plug in, press key, start sip server, stop sip server, swipe, touch, unplug.\n"
        'Next:  give it one in the lab file: hands: {put down handset: "..."}.'
    )


# No hands at all
@of("hands skipped", "hands without control")
def test_every_keyword_skips(run: Run) -> None:
    assert {test.status for test in run.tests.values()} == {"SKIP"}, run.console
    assert run.code == 0


@of("hands skipped")
def test_the_reason_says_what_to_write(run: Run) -> None:
    assert run.tests["Unplug"].message == (
        "alice (VVX 600, 5.9.3.2857): nothing can do 'unplug' here: it is a real phone.\n"
        "Seen:  the lab file gives it no command.\n"
        'Next:  give it one in the lab file: hands: {unplug: "..."}.'
    )


@of("hands without control")
def test_virtual_phones_need_their_control_port(run: Run) -> None:
    assert run.tests["Unplug"].message == (
        "alice (VVX 600, 5.9.3.2857, virtual): nothing can do 'unplug' here.\n"
        "Seen:  its lab entry does not say where its control port is.\n"
        "Next:  polylab emulate --write-lab writes it (virtual: {control: ..., token: ...})."
    )


# A dry run
@of("hands dry")
def test_a_dry_run_touches_nothing(run: Run) -> None:
    assert run.code == 0, run.console
    statistics: Any = run.result.statistics.total
    assert statistics.passed > 30


# polylab emulate
def test_the_written_lab_has_all_that_hands_need(tmp_path: Path) -> None:
    with emulate(tmp_path, "--voicemail", "carol") as lab:
        found = load_lab(lab)
        assert lab.stat().st_mode & 0o777 == 0o600
    controls = {(phone.virtual or {})["control"] for phone in found.phones.values()}
    assert len(controls) == 1
    assert controls.pop().startswith("http://127.0.0.1:")
    assert [name for name, phone in found.phones.items() if phone.voicemail] == ["carol"]
    assert found.numbers == {"invalid": "6999", "voicemail": "*98"}
