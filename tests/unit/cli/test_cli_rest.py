"""``polylab rest``: what people paste, and where it goes."""

import json
from pathlib import Path
from typing import Any

import pytest
from cli_fakes import LAB, Phones
from click.testing import CliRunner, Result

from PolyLibrary.cli.main import main
from PolyLibrary.cli.requested import Requested
from PolyLibrary.errors import Unreachable
from PolyLibrary.phone.rest import RestAnswer
from PolyLibrary.session.several.batch import Batch

LINES = "/api/v1/mgmt/lineInfo"


@pytest.fixture
def phones(monkeypatch: pytest.MonkeyPatch) -> Phones:
    made = Phones()
    monkeypatch.setattr(Batch, "phone", lambda self, target: made.phone(target, self.limit))
    monkeypatch.setenv("POLY_PASSWORD", "swordfish-77")
    return made


@pytest.fixture
def lab(tmp_path: Path) -> str:
    path = tmp_path / "lab.yaml"
    path.write_text(LAB, encoding="utf-8")
    path.chmod(0o600)
    return f"--lab={path}"


def rest(*arguments: str, **more: Any) -> Result:
    return CliRunner().invoke(main, ["rest", *arguments], catch_exceptions=False, **more)


@pytest.mark.parametrize(
    ("written", "path", "where", "on_api"),
    [
        (LINES, LINES, "", True),
        ("api/v1/mgmt/lineInfo", "api/v1/mgmt/lineInfo", "", True),
        ("/v2/webCallControl/callStatus", "/v2/webCallControl/callStatus", "", True),
        ("https://10.0.0.1" + LINES, LINES, "https://10.0.0.1", True),
        ("HTTP://10.0.0.1:8080" + LINES + "?x=1", LINES + "?x=1", "http://10.0.0.1:8080", True),
        ("10.0.0.1" + LINES, LINES, "10.0.0.1", True),
        ("https://[fe80::1]:444/captureScreen", "/captureScreen", "https://[fe80::1]:444", False),
        ("/Diagnostics/log", "/Diagnostics/log", "", False),
    ],
)
def test_paths_and_urls(written: str, path: str, where: str, on_api: bool) -> None:
    found = Requested.of(written)
    assert (found.path, found.where, found.on_api, found.login) == (path, where, on_api, False)


def test_one_call_to_a_phone_of_the_lab(phones: Phones, lab: str) -> None:
    phones.answer = RestAnswer("2000", {"Label": "Zoë"}, {"data": {"Label": "Zoë"}, "Status": "2000"}, 200)
    done = rest("get", LINES, "--phone=Alice", lab)
    assert done.exit_code == 0
    assert json.loads(done.stdout) == {"data": {"Label": "Zoë"}, "Status": "2000"}
    assert '\n  "data"' in done.stdout
    assert "Zoë" in done.stdout
    assert phones.sent == [("alice", "GET", LINES, None)]


def test_the_lab_of_the_environment(phones: Phones, lab: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLYLAB_LAB", lab.partition("=")[2])
    assert rest("GET", LINES, "--phone=bob").exit_code == 0
    assert phones.sent[0][0] == "bob"


def test_another_status_is_code_1_with_the_answer_and_the_error(phones: Phones, lab: str) -> None:
    phones.answer = RestAnswer("4003", None, {"Status": "4003"}, 200)
    done = rest("POST", "/api/v1/callctrl/holdCall", "--phone=alice", lab)
    assert done.exit_code == 1
    assert json.loads(done.stdout) == {"Status": "4003"}
    assert done.stderr.startswith("polylab: POST /api/v1/callctrl/holdCall was refused with Status 4003.\nNext:")


def test_no_answer_is_code_1(phones: Phones) -> None:
    phones.broken["10.0.0.9"] = Unreachable("10.0.0.9: gone.", seen="a", tried="b", hint="c")
    done = rest("GET", LINES, "--phone=10.0.0.9")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "polylab: 10.0.0.9: gone.\nSeen:  a\nTried: b\nNext:  c\n"


@pytest.mark.parametrize("given", ['{"Dest": "123"}', '{"data": {"Dest": "123"}}', "@{file}", "-"])
def test_json_from_anywhere(phones: Phones, lab: str, tmp_path: Path, given: str) -> None:
    file = tmp_path / "body.json"
    file.write_text('{"data": {"Dest": "123"}}', encoding="utf-8-sig")
    text = given.replace("{file}", str(file))
    assert rest("POST", "/api/v1/callctrl/dial", text, "--phone=alice", lab, input='{"Dest": "123"}').exit_code == 0
    assert phones.sent[0][3] == {"Dest": "123"}


def test_an_empty_body_as_curl_writes_it(phones: Phones, lab: str) -> None:
    assert rest("POST", "/api/v1/mgmt/safeRestart", "", "--phone=alice", lab).exit_code == 0
    assert phones.sent[0][3] is None


def test_a_url_says_which_phone(phones: Phones) -> None:
    assert rest("GET", f"https://10.0.0.9:8443{LINES}").exit_code == 0
    (address,) = phones.addresses
    assert (address.host, address.https_port, address.scheme) == ("10.0.0.9", 8443, "https")
    assert rest("GET", f"http://10.0.0.9{LINES}").exit_code == 0
    assert phones.addresses[1].scheme == "http"


def test_a_url_of_a_phone_of_the_lab(phones: Phones, lab: str) -> None:
    assert rest("GET", f"https://10.0.0.2{LINES}", lab).exit_code == 0
    assert phones.sent[0][0] == "bob"


def test_the_login_of_a_url_is_not_used(phones: Phones) -> None:
    done = rest("GET", f"https://Polycom:in-the-open@10.0.0.9{LINES}")
    assert done.exit_code == 0
    assert "the login in the URL is not used" in done.stderr
    assert "in-the-open" not in done.output
    assert phones.addresses[0].password.reveal() == "swordfish-77"


def test_a_secret_in_an_argument_is_refused(phones: Phones, lab: str) -> None:
    body = '{"Address": "a@x.y", "User": "a@x.y", "Password": "hunter-2222", "LockCode": ""}'
    done = rest("POST", "/api/v1/mgmt/skype/signIn", body, "--phone=alice", lab)
    assert (done.exit_code, phones.sent) == (2, [])
    assert "'Password' is a secret" in done.stderr
    assert "LockCode" not in done.stderr
    assert rest("POST", "/api/v1/mgmt/skype/signIn", "-", "--phone=alice", lab, input=body).exit_code == 0
    assert phones.limits == {180.0}


def test_emergency_numbers_never_leave(phones: Phones, lab: str) -> None:
    for number in ("112", "5555"):
        done = rest("POST", "/api/v1/callctrl/dial", f'{{"Dest": "{number}"}}', "--phone=alice", lab)
        assert (done.exit_code, phones.sent) == (2, [])
        assert "emergency number" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["GET", LINES], "Which phone?"),
        (["GET", LINES, "--phone=alice"], "'alice' is no address, and no lab file is given."),
        (["GET", LINES, "--phone=alcie", "{lab}"], "did you mean 'alice'?"),
        (["GET", LINES, "--phone=10.0.0.999"], "'10.0.0.999' is no IP address"),
        (["GET", f"https://10.0.0.7{LINES}", "--phone=alice", "{lab}"], "The URL names the host 10.0.0.7"),
        (["GET", LINES, '{"a": 1}', "--phone=10.0.0.9"], "A GET carries no data"),
        (["PUT", "/captureScreen", "--phone=10.0.0.9"], "other pages are read by GET, and forms without fields sent"),
        (["POST", "/form-submit", '{"1": "2"}', "--phone=10.0.0.9"], "forms without fields sent by POST"),
        (["POST", LINES, "@/no/such/file", "--phone=10.0.0.9"], "cannot be read"),
        (["GET", LINES, "--phone=alice", "--lab=virtual"], "The virtual lab exists only while suites run."),
        (["GET", LINES, "--phone=alice", "{lab}", "--tls=off"], "--tls is for addresses"),
        (["FETCH", LINES, "--phone=10.0.0.9"], "FETCH"),
    ],
)
def test_wrong_use_is_code_2(phones: Phones, lab: str, arguments: list[str], text: str) -> None:
    done = rest(*(each.replace("{lab}", lab) for each in arguments))
    assert (done.exit_code, phones.sent) == (2, [])
    assert text in done.stderr
