"""The lab's password shows nowhere: not at TRACE, not in errors, not in the evidence, not as base64."""

import base64
from urllib.parse import quote

import pytest
from emulated import PASSWORD
from robot_runs import Run

pytestmark = pytest.mark.parametrize("run", ["secrets"], indirect=True)
LOGIN = base64.b64encode(f"Polycom:{PASSWORD}".encode()).decode()
SET = "chestnut-99"
FORMS = [PASSWORD, LOGIN, LOGIN.rstrip("="), quote(PASSWORD, safe=""), SET, base64.b64encode(SET.encode()).decode()]


def test_the_run_passed_and_failed_as_it_should(run: Run) -> None:
    failed = {name for name, test in run.tests.items() if not test.passed}
    assert failed == {name for name, test in run.tests.items() if "fails" in test.tags}, run.console
    assert len(failed) >= 3
    assert "Evidence of alice" in run.xml
    assert 'level="TRACE"' in run.xml
    assert "/api/v1/mgmt/config/set" in run.xml, "requests and their bodies are logged"


@pytest.mark.parametrize("form", FORMS)
def test_no_form_of_the_password_is_in_any_file(run: Run, form: str) -> None:
    for file in run.folder.rglob("*"):
        if file.is_file():
            assert form.encode() not in file.read_bytes(), file.name


@pytest.mark.parametrize("form", FORMS)
def test_no_form_of_the_password_is_on_the_console(run: Run, form: str) -> None:
    assert form not in run.console


def test_no_login_header_is_logged(run: Run) -> None:
    for message in run.xml.splitlines():
        if "uthorization" in message:
            assert "Basic " not in message
