"""Answers as no phone should give them, by public keywords: one clear error, and the next keyword works.

Each stub answers one read (``pollForStatus``) and one action (``updateConfiguration``) badly, and all else well.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest
from emulated import stub_lab
from robot_runs import Run, robot, suite
from stub_phones import Answer, Behaviour, data, healthy, stub

POLL = {"State": "Idle", "StateData": ""}
GOOD = data(POLL)
MB = 1_000_000
#: What the stub sends, and what the error of the read and that of the action say; no words: there is no error.
KINDS: dict[str, tuple[Answer, str, str]] = {
    "nonjson": (Answer(b"OK"), "the answer is no JSON", "the answer is no JSON"),
    "halfjson": (Answer(GOOD.body[:30]), "the answer is no JSON", "the answer is no JSON"),
    "brokenoff": (replace(GOOD, sent=20), "the answer broke off", "The request was sent once and not repeated"),
    "page": (Answer(b"<html>Hello</html>"), "a web page came instead of JSON", "a web page came instead of JSON"),
    "texttype": (replace(GOOD, kind="text/html"), "", ""),
    "notype": (replace(GOOD, kind=""), "", ""),
    "number": (Answer(b'{"data": {"State": "Idle", "StateData": ""}, "Status": 2000}'), "", ""),
    "nostatus": (Answer(b'{"data": {"State": "Idle"}}'), "the answer has no Status", "the answer has no Status"),
    "nothing": (Answer(b""), "the answer is no JSON", "the answer is no JSON"),
    "nodata": (Answer(b'{"Status": "2000"}'), "There is no field 'State'", ""),
    "surprise": (data([17, {"State": None}]), "is a list of 2; 'State' is no place in it", ""),
    "deep": (Answer(b"[" * 200_000), "the answer is no JSON", "the answer is no JSON"),
    "tenmegabytes": (Answer(b'{"Status": "' + b"7" * (10 * MB - 14) + b'"}'), "has no Status", "has no Status"),
    "longtext": (data(POLL | {"StateData": "a" * (9 * MB)}), "", ""),
    "toolarge": (Answer(b"x" * (10 * MB + 1)), "the answer is too large", "the answer is too large"),
    "flood": (replace(GOOD, flood=4000), "the answer is no HTTP", "the answer is no HTTP"),
    "late": (replace(GOOD, after=1.2), "did not answer in time", "whether it took effect is unknown"),
    "unknown": (Answer(b'{"Status": "9876"}'), "Status 9876 (no known code)", "Status 9876 (no known code)"),
    "error": (Answer(b"<html>oops</html>", 500, "text/html"), "unexpected HTTP status", "unexpected HTTP status"),
}


def badly(bad: Answer) -> Behaviour:
    def behave(method: str, path: str, login: str) -> Answer:
        found = healthy(method, path, login)
        wrong = found.status == 200 and ("pollForStatus" in path or "updateConfiguration" in path)
        return replace(bad) if wrong else found

    return behave


def written() -> str:
    lines = []
    for name, (_, read, action) in KINDS.items():
        lines += [f"Answer {name}", f"    Open Phone    {name}"]
        for words, call in (
            (read, "Get Phone Status    poll    State    timeout=0.6 s"),
            (action, "Call REST API    POST    /api/v1/mgmt/updateConfiguration    timeout=0.6 s"),
        ):
            if words:
                lines += [
                    f"    ${{error}} =    Run Keyword And Expect Error    *    {call}",
                    f"    Should Contain    ${{error}}    {words}",
                    "    Should Be True    len($error) < 900 and $error.count(chr(10)) <= 4",
                ]
            else:
                lines.append(f"    {call}")
            lines.append("    Get Phone Status    lines    0.Label    ==    1009")
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    folder = tmp_path_factory.mktemp("bad")
    with ExitStack() as stack:
        ports = {name: stack.enter_context(stub(badly(bad))).port for name, (bad, _, _) in KINDS.items()}
        lab = stub_lab(folder, ports)
        yield robot(
            folder / "out",
            "--loglevel",
            "DEBUG",
            "--variable",
            f"LAB:{lab}",
            suite(folder, written(), library="run_on_failure=nothing"),
        )


@pytest.mark.parametrize("name", KINDS)
def test_one_clear_error_and_the_next_keyword_works(run: Run, name: str) -> None:
    test = run.tests[f"Answer {name}"]
    assert test.passed, test.message


def test_nobody_is_flooded_by_the_flood(run: Run) -> None:
    """Ten megabytes from a phone are none in the log."""
    assert len(run.xml) < 600_000
