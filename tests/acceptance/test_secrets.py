"""The lab's password shows nowhere: not at TRACE, not in errors, not in the evidence, not as base64."""

import pytest
from emulated import PASSWORD
from leaks import forms, leaks, texts
from robot_runs import Run

pytestmark = pytest.mark.parametrize("run", ["secrets"], indirect=True)
SET = "chestnut-99"


def test_the_run_passed_and_failed_as_it_should(run: Run) -> None:
    failed = {name for name, test in run.tests.items() if not test.passed}
    assert failed == {name for name, test in run.tests.items() if "fails" in test.tags}, run.console
    assert len(failed) >= 3
    assert "Evidence of alice" in run.xml
    assert 'level="TRACE"' in run.xml
    assert "/api/v1/mgmt/config/set" in run.xml, "requests and their bodies are logged"


@pytest.mark.parametrize("secret", [PASSWORD, SET])
def test_no_form_of_the_password_is_left(run: Run, secret: str) -> None:
    assert leaks([*texts(run.folder), ("console", run.console)], forms(secret, "Polycom")) == []


@pytest.mark.parametrize("secret", [PASSWORD, SET])
def test_what_is_looked_for_would_be_found(run: Run, secret: str) -> None:
    """A log with the word that stands for the password in the log's own texts, packed ones included."""
    unpacked = dict(texts(run.folder))["log.html (unpacked)"]
    assert "the phone refuses the login" in unpacked
    assert leaks([("log", f"{unpacked} {secret}")], forms(secret, "Polycom"))


def test_no_login_header_is_logged(run: Run) -> None:
    for message in run.xml.splitlines():
        if "uthorization" in message:
            assert "Basic " not in message
