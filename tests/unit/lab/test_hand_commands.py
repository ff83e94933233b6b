"""Commands of the lab file that stand for hands: what they may hold, and how they are run."""

import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import FileFaults, LabError
from PolyLibrary.lab.handcommands import COMMANDS, words_of
from PolyLibrary.lab.handrun import run_command
from PolyLibrary.lab.labfile import load_lab
from PolyLibrary.redaction import redact

ECHO = f"{sys.executable} -c 'import json, sys; print(json.dumps(sys.argv[1:]))'"


def script(text: str) -> str:
    return f'{sys.executable} -c "{text}"'


def lab(folder: Path, text: str) -> Path:
    file = folder / "lab.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def run(command: str, limit: float = 10.0, **values: str) -> str:
    return run_command("unplug", command, values, Deadline(limit, "timeout="))


# The lab file
def test_a_phone_has_its_own_commands_and_those_of_all(tmp_path: Path) -> None:
    text = """\
phones:
  alice: {host: a, hands: {unplug: "poe off 7", touch: "own {x} {y}"}}
  bob: {host: b}
defaults: {hands: {touch: "all {x} {y}", call from outside: "originate {number} {to}"}}
"""
    phones = load_lab(lab(tmp_path, text)).phones
    assert phones["alice"].hands == {
        "unplug": "poe off 7", "touch": "own {x} {y}", "call from outside": "originate {number} {to}",
    }  # fmt: skip
    assert phones["bob"].hands == {"touch": "all {x} {y}", "call from outside": "originate {number} {to}"}
    assert "poe" not in repr(phones["alice"])


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    text = """\
phones:
  alice:
    host: a
    hands:
      unplugg: "poe off 7"
      touch: "finger {x} {z}"
      unplug: "poe 'off"
      plug in: " "
defaults: {hands: {call from outside: "originate {x}"}}
"""
    with pytest.raises(FileFaults) as caught:
        load_lab(lab(tmp_path, text))
    assert [f"{fault.line}: {fault.text}" for fault in caught.value.faults] == [
        "5: alice: there is no hand 'unplugg'; did you mean 'unplug' or 'plug in'?",
        "6: alice: 'touch' knows no {z}; it knows '{x}', '{y}', '{hold}', '{phone}', '{host}', '{mac}'",
        "7: alice: the command of 'unplug' cannot be read: no closing quotation",
        "8: alice: the command of 'plug in' is empty",
        (
            "9: defaults: 'call from outside' knows no {x}; it knows '{number}', '{to}', '{name}', '{phone}', "
            "'{host}', '{mac}'"
        ),
    ]


def test_a_secret_of_the_environment_is_known_as_one(tmp_path: Path, no_secrets: None) -> None:
    text = 'phones:\n  alice: {host: a, hands: {unplug: "poe %{POE_TOKEN} %{POE_PORT}"}}\n'
    load_lab(lab(tmp_path, text), {"POE_TOKEN": "hazel-99", "POE_PORT": "port-seven"})
    assert redact("poe hazel-99 port-seven") == "poe *** port-seven"


def test_a_control_port_is_on_this_machine(tmp_path: Path) -> None:
    for wrong in ("http://10.0.0.7:80", "https://127.0.0.1:80", "127.0.0.1:80", "http://127.0.0.1"):
        with pytest.raises(FileFaults) as caught:
            load_lab(lab(tmp_path, f'phones: {{alice: {{host: a, virtual: {{control: "{wrong}", token: t}}}}}}'))
        assert caught.value.faults[0].text == (
            f"phones > alice > virtual > control: '{wrong}' is no control port; it is on this machine, as in "
            "http://127.0.0.1:40001"
        )


@pytest.mark.skipif(os.name != "posix", reason="no mode bits")
def test_others_must_not_read_a_token(tmp_path: Path) -> None:
    file = lab(tmp_path, 'phones: {alice: {host: a, virtual: {control: "http://127.0.0.1:1", token: abc}}}')
    file.chmod(0o644)
    assert "other users can read it" in load_lab(file).warnings[0]


# Words
def test_a_value_is_never_more_than_one_word() -> None:
    assert words_of("call '{number} x' {name}", {"number": "1 2; rm", "name": '$(id) "a"'}) == [
        "call", "1 2; rm x", '$(id) "a"',
    ]  # fmt: skip


@given(st.text(), st.text())
def test_whatever_a_value_holds(one: str, other: str) -> None:
    assert words_of("p {x}-{y} {z}", {"x": one, "y": other}) == ["p", f"{one}-{other}", "{z}"]


def test_every_command_can_be_written(tmp_path: Path) -> None:
    commands = {name: "program " + " ".join(f"{{{word}}}" for word in words) for name, words in COMMANDS.items()}
    load_lab(lab(tmp_path, f"phones: {{alice: {{host: a, hands: {json.dumps(commands)}}}}}"))


# Running
def test_it_runs_without_a_shell_and_says_what_was_printed() -> None:
    said = run(f"{ECHO} off {{phone}} '$HOME' '*' ';' id", phone="al ice")
    assert said.endswith('(exit code 0): ["off", "al ice", "$HOME", "*", ";", "id"]')


def test_a_failure_is_the_labs() -> None:
    with pytest.raises(LabError) as caught:
        run(script("import sys; print('no such port'); sys.exit(3)"))
    assert caught.value.wanted.startswith("The command for 'unplug' failed: ")
    assert caught.value.seen == "exit code 3; it printed: no such port"


def test_a_program_that_is_not_there() -> None:
    with pytest.raises(LabError) as caught:
        run("/nowhere/poe off 7")
    assert str(caught.value) == (
        "The command for 'unplug' cannot be started: /nowhere/poe off 7\n"
        "Seen:  No such file or directory.\n"
        "Next:  no shell runs it: name a program, then its arguments."
    )


@pytest.mark.skipif(os.name != "posix", reason="ends a group of processes")
def test_one_that_does_not_end_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    file = tmp_path / "child"
    child = (
        f"import subprocess, sys, time; c = subprocess.Popen(['sleep', '60']); open('{file}', 'w').write(str(c.pid))"
    )
    with pytest.raises(LabError) as caught:
        run(script(f"{child}; print('waiting', flush=True); time.sleep(60)"), 1.0)
    assert caught.value.seen == "it printed: waiting"
    assert caught.value.tried.endswith("(limit 1 s, set by timeout=)")
    with pytest.raises(ProcessLookupError):
        _wait_for_end(int(file.read_text()))


def _wait_for_end(pid: int) -> None:
    """Ask until the process is gone; the init of a container may take a moment to collect it."""
    import time

    for _ in range(200):
        os.kill(pid, 0)
        if Path(f"/proc/{pid}/stat").is_file() and Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z":
            raise ProcessLookupError
        time.sleep(0.02)


def test_secrets_are_in_no_output(no_secrets: None) -> None:
    from PolyLibrary.redaction import register

    register("hazel-nut-99")
    assert "hazel" not in run(f"{ECHO} hazel-nut-99")
