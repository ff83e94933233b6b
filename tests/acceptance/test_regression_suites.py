"""The twelve scenarios of phone QA, as the suites that come with the library: green on virtual phones."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from robot_runs import SUITES, Run, polylab_run, robot

SCENARIOS = sorted((SUITES / "regression").glob("*.robot"))
SKIPPED = {
    "A Ringing Call Takes The Focus": "No parameter of these phones moves the focus to a ringing call",
    "Do Not Disturb By Configuration": "No parameter switches Do Not Disturb on",
}
LIBRARIES = {"PolyLibrary", "Hands", "PolyLibrary.Hands", "BuiltIn", "Collections", "bed"}


def test_there_are_twelve() -> None:
    assert [path.name[:2] for path in SCENARIOS] == [f"{number:02}" for number in range(1, 13)]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """All of them by six workers: they wait for phones most of the time. The two that take longest come first."""
    longest_first = [*SCENARIOS[:-3:-1], *SCENARIOS[:-2]]
    return polylab_run(tmp_path_factory.mktemp("regression") / "out", "-j", "6", *longest_first, limit=400)


def test_all_pass_or_say_what_the_bed_lacks(run: Run) -> None:
    assert run.code == 0, run.console
    assert len(run.tests) >= 90
    told = {name: test.message for name, test in run.tests.items() if not test.passed}
    assert set(told) == set(SKIPPED)
    assert all(told[name].startswith(reason) for name, reason in SKIPPED.items()), told


def test_they_clear_up_after_themselves(run: Run) -> None:
    assert [name for name, test in run.tests.items() if "left-dirty" in test.tags] == []


def test_public_keywords_only_and_none_that_sleeps(run: Run) -> None:
    used = {(item.owner or "", item.name) for item in _keywords(run.result.suite)}
    assert {owner for owner, _ in used if owner} <= LIBRARIES | {suite.name for suite in run.result.suite.suites}
    assert "Sleep" not in {name for _, name in used}


def test_the_turns_note_memory_and_uptime(run: Run) -> None:
    message = run.tests["Turns Of Call, Hold And End"].message
    assert message.startswith("200 turns, 0 failed; before: ann ")
    assert message.count(" bytes, up ") == 6


def test_a_failure_leaves_the_evidence_of_all_its_phones(tmp_path: Path) -> None:
    name = "A Failure On Purpose"
    done = robot(tmp_path / "out", "--variable", "ON_PURPOSE:yes", "--test", name, SCENARIOS[-1])
    assert "did not come to Connected" in done.failed(name)
    assert [alt.split()[2] for alt, _ in done.pictures(name)] == ["ann", "ben", "cat"]
    evidence = [message for message in done.messages(name) if "<summary><b>Evidence of " in message]
    assert len(evidence) == 3
    for piece in evidence:
        assert "lineInfo" in piece or "Registered" in piece or "registered" in piece, "its lines"
        assert "|00|" in piece, "lines of its log"
    assert "Connected to " in evidence[0] or "CallHold to " in evidence[0]
    assert "Offering from " in evidence[2]


@pytest.mark.parametrize(
    ("scenario", "model", "reason"),
    [(11, "VVX600", "a VVX 600 cannot uixml"), (10, "VVX450", "it has no mailbox (voicemail: yes in the lab file)")],
)
def test_a_lab_without_such_phones_skips_them_and_says_why(
    tmp_path: Path, scenario: int, model: str, reason: str
) -> None:
    lab = tmp_path / "lab.yaml"
    lab.write_text(
        f'phones:\n  alice: {{host: 10.0.0.1, model: {model}, password: "hazelnut-1", lines: [{{number: "1001"}}]}}\n',
        encoding="utf-8",
    )
    done = robot(tmp_path / "out", "--variable", f"LAB:{lab}", SCENARIOS[scenario - 1])
    assert done.code == 0, done.console
    assert {test.status for test in done.tests.values()} == {"SKIP"}
    assert reason in next(iter(done.tests.values())).message


PLANTED = [
    ("missing icon", "", 2, "A Cancelled Call Is A Missed Call", "'missed calls' is not on the screen of ben"),
    ("wrong label", "", 1, "What Both Screens Show", "does not show the soft keys 'New Call', 'Forward', 'DND'"),
    ("wrong digit", "", 1, "What Both Screens Show", "should contain"),
    ("LED colour", "Watch Ben", 9, "A Key Watches A Phone", "is not the baseline 'watched phone idle'"),
    ("shifted screen", "soft key 1", 12, "Nothing Is Done To An Idle Phone", "is not the baseline 'idle'"),
    ("other language", "", 12, "Nothing Is Done To An Idle Phone", "is not the baseline 'idle'"),
    ("frozen picture", "", 3, "Both Sides Hold", "is stale: it does not show what has happened since"),
]
"""Faults that only the picture shows, and which test of which scenario finds them."""


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    """A run of its own for each fault, several at a time: they wait for what does not come."""
    folder = tmp_path_factory.mktemp("planted")

    def plant(fault: str, part: str, scenario: int, test: str) -> Run:
        variables = (f"PLANTED:{fault}", f"PART:{part}", "LIMIT:4 s")
        options = [word for each in variables for word in ("--variable", each)]
        return robot(folder / fault.replace(" ", "-"), *options, "--test", test, SCENARIOS[scenario - 1])

    with ThreadPoolExecutor(3) as pool:
        runs = pool.map(lambda case: plant(*case[:4]), PLANTED)
        return {case[0]: run for case, run in zip(PLANTED, runs, strict=True)}


@pytest.mark.parametrize(("fault", "part", "scenario", "test", "message"), PLANTED, ids=[case[0] for case in PLANTED])
def test_they_find_what_is_drawn_wrongly(
    run: Run, planted: dict[str, Run], fault: str, part: str, scenario: int, test: str, message: str
) -> None:
    del part, scenario
    assert run.tests[test].passed, "without the fault it holds"
    assert "look" in run.tests[test].tags
    assert message in planted[fault].failed(test)


def _keywords(item: Any) -> Iterator[Any]:
    """All keywords that were run, however deep."""
    parts = [*getattr(item, "suites", ()), *getattr(item, "tests", ()), *getattr(item, "body", ())]
    parts += [getattr(item, name) for name in ("setup", "teardown") if getattr(item, f"has_{name}", False)]
    for part in parts:
        if hasattr(part, "owner"):
            yield part
        yield from _keywords(part)
