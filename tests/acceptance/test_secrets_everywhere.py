"""No secret is left behind by a run at TRACE: not in any file, not on the console, in no form.

The passwords hold all signs that some writing turns into others: a mask that knows one form alone is found out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from knocks import House, house
from leaks import forms, leaks, texts
from robot_runs import Run, robot

PASSWORD = "h&z \"n<t>'é%/+\\9"
SECRET = "c&st \"n<t>'ü%/+\\8"
WRONG = "w&ln \"t<o>'à%/+\\7"
SUITE = Path(__file__).with_name("robot_secrets") / "everywhere.robot"
CONFIG = {"up.screenCapture.enabled": "1", "log.level.change.rest": "0", "log.render.level": "0"}
KINDS = {
    "old": {"model": "VVX600", "config": CONFIG | {"up.screenCapture.value": "1"}},
    "new": {"model": "VVX450", "config": CONFIG | {"up.screenCapture.value": "1"}},
    "edge": {"model": "VVX350", "firmware": "edge86", "config": CONFIG | {"up.screenCapture.allowed": "1"}},
}


@dataclass(frozen=True)
class Left:
    """What a run left, and what it may not have left."""

    run: Run
    sessions: tuple[str, ...]
    answers: tuple[str, ...]


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Left]:
    folder = tmp_path_factory.mktemp("everywhere")
    phones = {name: options | {"password": PASSWORD} for name, options in KINDS.items()}
    with house(phones) as made:
        lab = made.lab(folder, PASSWORD)
        files = ("--xunit", "xunit.xml", "--debugfile", "debug.txt")
        run = robot(
            folder / "out",
            *("--loglevel", "TRACE", *files, "--variable", f"LAB:{lab}", "--pythonpath", SUITE.parent, SUITE),
            CHESTNUT=SECRET,
            WALNUT=WRONG,
            ROBOT_SYSLOG_FILE=str(folder / "out" / "syslog.txt"),
            ROBOT_SYSLOG_LEVEL="DEBUG",
        )
        yield Left(run, _sessions(made), _answers(made))


def _sessions(made: House) -> tuple[str, ...]:
    """Cookies of web sessions that were sent, and the words against forged forms."""
    sent = (knock.cookie for name in made.reaches for knock in made.knocks[made.reaches[name].mac])
    cookies = {found[1] for cookie in sent if (found := re.search(r"session=(\w+)", cookie))}
    return (*cookies, *(made.phone(name).sessions.csrf for name in made.reaches))


def _answers(made: House) -> tuple[str, ...]:
    """Responses and own nonces of the Digest logins that were sent."""
    sent = (knock.login for name in made.reaches for knock in made.logins(name))
    return tuple({word for login in sent for word in re.findall(r'(?:response|cnonce)="(\w+)"', login)})


def test_the_run_did_what_it_should(left: Left) -> None:
    failed = {name for name, test in left.run.tests.items() if not test.passed}
    assert failed == {name for name, test in left.run.tests.items() if "fails" in test.tags}, left.run.console
    assert 'level="TRACE"' in left.run.xml
    assert "Traceback (most recent call last)" in left.run.xml
    assert left.run.xml.count("Evidence of") > 5
    assert "JSON prepared as per input parameters" in left.run.xml
    assert {"output.xml", "log.html", "report.html", "xunit.xml", "debug.txt", "syslog.txt", "exported.json"} <= {
        name for name, _ in texts(left.run.folder)
    }
    assert len(left.sessions) >= 2
    assert len(left.answers) > 10


@pytest.mark.parametrize("secret", [PASSWORD, SECRET, WRONG])
def test_no_password_in_any_form(left: Left, secret: str) -> None:
    wanted = forms(secret, "Polycom", "polylibrary", "test@example.com")
    assert leaks([*texts(left.run.folder), ("console", left.run.console)], wanted) == []


def test_no_web_session(left: Left) -> None:
    wanted = {word: word for word in left.sessions}
    assert leaks([*texts(left.run.folder), ("console", left.run.console)], wanted) == []


def test_no_answer_to_a_challenge(left: Left) -> None:
    wanted = {word: word for word in left.answers}
    assert leaks([*texts(left.run.folder), ("console", left.run.console)], wanted) == []
