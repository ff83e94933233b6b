"""The phone's log by its web page on every firmware that the emulator has, and by syslog."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
import urllib3
from emulated import PASSWORD
from firmware_labs import PROFILES, FirmwareLab, firmware_lab
from robot_runs import Run, robot, suite

from PolyLibrary import deadline
from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed, LabError, LoginRefused, Undecided
from PolyLibrary.lab.entries import Syslog
from PolyLibrary.lab.requirements import Requirement
from PolyLibrary.session.desk import Desk
from PolyLibrary.session.logs import log_checks as checks
from PolyLibrary.session.phone_session import PhoneSession

SESSIONS = tuple(name for name in PROFILES if name in ("ucs61", "ucs64", "trio72", "ccx73", "edge86"))
AT_ONCE = Deadline(0, "timeout=")


def _logs_of_all() -> str:
    return "".join(
        f"""
Log {name}
    Open Phone    {name}
    Set Phone Log Level    0    rest
    ${{mark}} =    Mark Moment
    Get Phone Status    device
    Expect Log    HTTP method GET    Returning from Handle    component=rest    since=${{mark}}
    ${{lines}} =    Get Log    component=rest
    Should Not Be Empty    ${{lines}}
    Expect No Log    HTTP method PATCH    component=rest    during=0.3 s
    Clear Log
    ${{mark}} =    Mark Moment
    Expect No Log    HTTP method PATCH    component=rest    during=0.3 s    since=${{mark}}
Log {name} Once More
    Open Phone    {name}
    Get Log
"""
        for name in PROFILES
    )


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("logs")
    with firmware_lab(folder) as lab:
        return robot(folder / "out", "--variable", f"LAB:{lab.file}", suite(folder, _logs_of_all()))


@pytest.mark.parametrize("name", PROFILES)
def test_the_log_of_every_firmware(logs: Run, name: str) -> None:
    for test in (f"Log {name}", f"Log {name} Once More"):
        assert logs.tests[test].passed, f"{test}: {logs.tests[test].message}\n{logs.console}"


def test_nothing_of_it_is_warned_of(logs: Run) -> None:
    assert logs.warnings == []


@contextmanager
def one_phone(folder: Path, name: str = "ucs59", **entry: object) -> Iterator[tuple[FirmwareLab, PhoneSession]]:
    desk = Desk()
    with firmware_lab(folder, [name], **entry) as lab:  # type: ignore[arg-type]
        desk.use_lab(str(lab.file))
        try:
            yield lab, desk.open(name, Requirement(), Deadline(10))
        finally:
            desk.shut()


def write(lab: FirmwareLab, text: str, times: int = 1, name: str = "ucs59") -> None:
    """Have the phone write lines into its log."""

    def written() -> None:
        for _ in range(times):
            lab.phone(name).log.write("pgui", 4, text)

    lab.fleet.run(written)


# By web ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SESSIONS)
def test_the_session_of_somebody_else(folder: Path, name: str) -> None:
    with one_phone(folder, name) as (lab, session):
        origin = f"https://{session.entry.host}:{session.entry.https_port}"
        with urllib3.warnings.catch_warnings():
            urllib3.disable_warnings()
            login = requests.post(
                f"{origin}/form-submit/auth.htm", data=b"", auth=("Polycom", PASSWORD), verify=False, timeout=5
            )
        assert login.text == "lockparams|SUCCESS|0"
        with pytest.raises(LoginRefused) as caught:
            session.logbook.read(Deadline(5))
        assert str(caught.value).partition("dummyParam=")[0].startswith(f"{name}: GET /Diagnostics/log?value=app&")
        assert str(caught.value).partition(": another")[2] == (
            " web session of this phone is open.\n"
            "Seen:  HTTP 412, SessionAlreadyActive\n"
            "Next:  log out of the phone's web page, or wait until that session ends; another run may hold it."
        )
        # Nothing was wrong with the password: REST goes on, and the log comes when the session has ended.
        session.watch.look(Deadline(5))
        if name.startswith("ucs"):
            session.pictures.take(Deadline(5))  # these take Basic alone for a picture
        else:
            with pytest.raises(LoginRefused, match="another web session of this phone is open"):
                session.pictures.take(Deadline(5))
        # The next test opens the phone all the same; what its log tells of this test is all that nobody can judge.
        session.begin(just_used=True)
        lab.fleet.run(lab.phone(name).sessions.end)
        assert session.logbook.read(Deadline(5))
        with pytest.raises(LabError, match="its log could not be read when the test began"):
            checks.expect_log(session, ["anything"], session.start, AT_ONCE)
        session.begin(just_used=True)
        assert session.logbook.since(session.start.phone_time, Deadline(5)).log


@pytest.mark.parametrize("name", ["ucs59", *SESSIONS])
def test_a_form_is_sent_with_the_word_that_the_phone_gives(folder: Path, name: str) -> None:
    """A restart by the web page: by the cookie of 5.x, by the session and its anti-csrf word since 6.x."""
    with one_phone(folder, name) as (lab, session):
        assert session.phone.web.submit("/form-submit/Restart", Deadline(5)).status == 200
        assert lab.fleet.run(lambda: lab.phone(name).life.pending) is not None
        if name != "ucs59":
            sent = lab.fleet.run(lambda: lab.phone(name).sessions.csrf)
            assert re.fullmatch("[0-9a-f]{32}", sent)


def test_a_form_that_the_phone_lacks(folder: Path) -> None:
    with one_phone(folder, "ccx73") as (_, session):
        assert session.phone.web.submit("/form-submit/Nothing", Deadline(5)).status == 404


def test_a_store_that_has_run_over_is_no_log_without_the_line(folder: Path) -> None:
    with one_phone(folder) as (lab, session):
        session.config.set({"log.level.change.pgui": "0", "log.render.level": "0"}, "suite", Deadline(5))
        write(lab, "the line that matters")
        checks.expect_log(session, ["the line that matters"], session.start, Deadline(5), component="pgui")
        write(lab, "x" * 400, times=600)
        with pytest.raises(Undecided) as missing:
            checks.expect_log(session, ["the line that matters"], session.start, AT_ONCE, component="pgui")
        assert "has dropped out of the phone's store, or was cleared" in missing.value.seen
        with pytest.raises(Undecided):
            checks.expect_no_log(session, "the line that matters", session.start, 0.0, component="pgui")
        write(lab, "a line since then")
        checks.expect_log(session, ["a line since then"], session.start, Deadline(5))
        session.logbook.clear(Deadline(5))
        mark = session.mark()
        checks.expect_no_log(session, "the line that matters", mark, 0.0, component="pgui")


# By syslog ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("transport", ["udp", "tcp", "tls"])
def test_lines_are_found_as_they_come(folder: Path, transport: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with one_phone(folder, syslog=Syslog(transport)) as (lab, session):  # type: ignore[arg-type]
        # The wait would look again only when its time is over.
        monkeypatch.setattr(deadline, "FAST", 60.0)
        lab.fleet.run(lambda: lab.phone("ucs59").clock.loop.call_later(0.2, write_now, lab))
        [found] = checks.expect_log(session, ["touched twice"], session.start, Deadline(60), component="pgui")
        assert str(found).endswith("|pgui |4|00|touched twice")
        asked = [step.text for step in session.steps.last(1000, kind="request")]
        assert not any("/Diagnostics/log" in text for text in asked)


def write_now(lab: FirmwareLab) -> None:
    lab.phone("ucs59").log.write("pgui", 4, "touched twice")


def test_a_line_that_syslog_has_lost(folder: Path) -> None:
    with one_phone(folder, syslog=Syslog("udp")) as (lab, session):
        lab.fleet.run(lambda: lab.phone("ucs59").log.tap(None))
        write(lab, "lost on the way")
        checks.expect_log(session, ["lost on the way"], session.start, AT_ONCE)
        [note] = [step.text for step in session.steps.last(1000, kind="note") if "own log" in step.text]
        assert note == "found in the phone's own log; it had not come by syslog over UDP"
        with pytest.raises(CheckFailed) as caught:
            checks.expect_no_log(session, "lost on the way", session.start, 0.0, component="pgui", level=4)
        assert caught.value.seen.endswith("lost on the way")
        with pytest.raises(CheckFailed) as caught:
            checks.expect_log(session, ["never written"], session.start, AT_ONCE)
        assert caught.value.seen.endswith("(looked for by syslog over UDP, and in the phone's own log)")


def test_udp_alone_proves_no_absence(folder: Path) -> None:
    for transport, proven in (("udp", False), ("tcp", True)):
        with one_phone(folder / transport, syslog=Syslog(transport)) as (lab, session):  # type: ignore[arg-type]
            write(lab, "any line")
            checks.expect_log(session, ["any line"], session.start, Deadline(10))
            session.logbook.clear(Deadline(5))
            if proven:
                checks.expect_no_log(session, "never", session.start, 0.0, component="pgui", level=4)
                continue
            with pytest.raises(Undecided) as caught:
                checks.expect_no_log(session, "never", session.start, 0.0, component="pgui", level=4)
            assert re.sub(r"\d{10}", "N", caught.value.seen) == (
                "syslog over UDP may lose lines, and in the phone's own log the log is empty: what was written before "
                "has dropped out of the phone's store, or was cleared."
            )


def test_syslog_by_the_keywords_and_the_configuration_as_before(folder: Path) -> None:
    tests = """
Syslog
    Open Phone    ucs64
    Set Phone Log Level    0    rest
    Get Phone Status    device
    Expect Log    HTTP method GET    component=rest
    ${lines} =    Get Log    component=rest
    Should Not Be Empty    ${lines}
    Expect No Log    HTTP method PATCH    component=rest    during=0.3 s
"""
    with firmware_lab(folder, ["ucs64"], syslog=Syslog("tcp")) as lab:
        run = robot(folder / "out", "--variable", f"LAB:{lab.file}", suite(folder, tests))
        left = lab.fleet.run(lambda: lab.phone("ucs64").config.text("device.syslog.serverName"))
    assert run.tests["Syslog"].passed, run.tests["Syslog"].message
    assert any(re.search(r"\d+ log lines by syslog over TCP$", message) for message in run.messages("Syslog"))
    assert left == ""
    assert run.warnings == []


def test_syslog_that_cannot_be_had_is_a_warning(folder: Path) -> None:
    with one_phone(folder, syslog=Syslog("tls", certificate=folder / "none.pem")) as (lab, session):
        [warning] = [step.text for step in session.steps.last(1000, kind="warning") if "syslog" in step.text]
        assert warning.startswith("its syslog cannot be used, its log is read by web: The certificate ")
        write(lab, "by web")
        checks.expect_log(session, ["by web"], session.start, Deadline(5))
