"""What a failure leaves in output.xml and log.html."""

import base64

import pytest
from robot_runs import Run

pytestmark = pytest.mark.parametrize("run", ["evidence"], indirect=True)


def evidence(run: Run, test: str) -> list[str]:
    return [message for message in run.messages(test) if "<summary><b>Evidence of " in message]


def test_each_phone_leaves_one_picture(run: Run) -> None:
    assert "did not come to Connected" in run.failed("A Check Fails")
    pictures = run.pictures("A Check Fails")
    assert [alt.split()[2] for alt, _ in pictures] == ["alice", "bob"]
    for _, data in pictures:
        assert base64.b64decode(data).startswith(b"\x89PNG")


def test_the_picture_is_embedded_in_the_log_once(run: Run) -> None:
    log = (run.folder / "log.html").read_text(encoding="utf-8")
    for _, data in run.pictures("A Check Fails"):
        assert run.xml.count(data) == 1
        # log.html holds long texts compressed or as they are; never twice as they are.
        assert log.count(data) <= 1
    assert not list(run.folder.glob("*.png")), "nothing that can be lost lies beside the log"


def test_it_tells_calls_states_requests_and_log(run: Run) -> None:
    alice, bob = evidence(run, "A Check Fails")
    assert "Evidence of alice (VVX 600, 5.9.3.2857, virtual) at 127." in alice
    assert "RingBack to 1002" in alice
    assert "RingBack (longest gap" in alice
    assert "Offering from 1001" in bob
    for piece in (alice, bob):
        assert "GET /api/v2/webCallControl/callStatus" in piece
        assert "|00|" in piece, "lines of the phone's log"
        assert "Not to be had" not in piece


def test_it_lies_in_the_keyword_that_failed(run: Run) -> None:
    keywords = [item for item in run.tests["A Check Fails"].body if getattr(item, "name", "")]
    assert keywords[-1].name == "Expect Call State"
    assert sum("Evidence of" in message.message for message in keywords[-1].messages) == 2


def test_a_failure_deep_in_keywords_leaves_it_once(run: Run) -> None:
    run.failed("A Check Fails Inside A Keyword Of The Suite")
    assert len(run.pictures("A Check Fails Inside A Keyword Of The Suite")) == 1


def test_a_failure_that_is_caught_leaves_nothing_in_a_test_that_passes(run: Run) -> None:
    test = "A Failure That Is Caught Leaves Nothing"
    assert run.tests[test].passed
    assert evidence(run, test) == []


def test_a_failure_that_is_caught_is_shown_when_the_test_fails_later(run: Run) -> None:
    test = "A Failure That Is Caught Leaves Its Evidence When The Test Fails Later"
    assert run.failed(test) == "something else"
    assert len(run.pictures(test)) == 1


def test_a_failure_that_is_tried_again_leaves_it_once(run: Run) -> None:
    test = "A Failure That Is Tried Three Times"
    run.failed(test)
    assert len(run.pictures(test)) == 1


@pytest.mark.parametrize("test", ["An Argument That Cannot Be Read", "A Phone That Cannot Be Opened"])
def test_phones_that_have_no_part_in_it_leave_nothing(run: Run, test: str) -> None:
    run.failed(test)
    assert evidence(run, test) == []


def test_a_failure_in_the_setup_leaves_it_as_well(run: Run) -> None:
    assert run.failed("A Check Fails In The Setup").startswith("Setup failed:\nNo call from anyone rings at alice")
    assert len(run.pictures("A Check Fails In The Setup")) == 1


def test_the_next_test_finds_capture_and_calls_as_before(run: Run) -> None:
    assert not [text for text in run.warnings if "cleaning up failed" in text]
