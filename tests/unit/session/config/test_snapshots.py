"""Snapshots of a configuration: what they hold, what has changed since, and what they never show."""

import http.client
import json
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from restart_fakes import RestartingPhone
from session_fakes import session

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import LabError, PhoneRefused, UsageError
from PolyLibrary.phone.config import ConfigValue
from PolyLibrary.redaction import is_secret_name
from PolyLibrary.session.config import snapshots
from PolyLibrary.session.config.snapshots import Difference, differences, known_parameters, parse_export, read, take
from PolyLibrary.session.device.uploads import UploadReceiver, own_address
from PolyLibrary.session.phone_session import PhoneSession

EXPORT = (
    '<?xml version="1.0"?>\n<PHONE_CONFIG><ALL up.x="{x}" who.knows="{k}" reg.1.auth.password="{p}"/></PHONE_CONFIG>'
)


def limit(seconds: float = 5.0) -> Deadline:
    return Deadline(seconds)


class ExportingPhone(RestartingPhone):
    """Uploads ``export`` where it is told to; None refuses."""

    def __init__(self, export: str | None) -> None:
        super().__init__()
        self.export = export
        self.actions.export_config = self._export

    def _export(self, url: str, deadline: Deadline) -> None:
        if self.export is None:
            raise PhoneRefused("alice: the phone cannot export.", status="4004")
        assert upload(url, self.export.encode()) == 200


def upload(url: str, body: bytes, method: str = "PUT", **headers: str) -> int:
    parts = urlsplit(url)
    assert parts.hostname is not None
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=5)
    chunked = headers.get("Transfer-Encoding") == "chunked"
    connection.request(method, parts.path, iter([body]) if chunked else body, headers, encode_chunked=chunked)
    status = connection.getresponse().status
    connection.close()
    return status


def phone_of(made: PhoneSession) -> Any:
    return made.phone


@pytest.fixture
def plain() -> PhoneSession:
    """A phone that does not export."""
    made = session(ExportingPhone(None))
    made.phone.config.values["up.backlight.timeout"] = ConfigValue("40", "default")  # type: ignore[attr-defined]
    return made


@pytest.fixture
def exporting() -> PhoneSession:
    return session(ExportingPhone(EXPORT.format(x="1", k="7", p="hunter2222")))


# What a snapshot holds ------------------------------------------------------------------------------------


def test_the_list_of_known_parameters_holds_no_secret_and_no_placeholder() -> None:
    names = known_parameters()
    assert len(names) == len(set(names)) > 100
    assert not [name for name in names if "#" in name or is_secret_name(name)]


def test_known_parameters_and_those_that_the_run_set(plain: PhoneSession) -> None:
    first = take(plain, limit())
    assert set(first.values) == {"up.backlight.timeout", "log.render.level", "device.theme"}
    assert not first.own
    plain.config.set({"up.x": "2"}, "never", limit())
    assert "up.x" in take(plain, limit()).values
    assert plain.steps.last(1)[0].text == "no export by the phone itself: alice: the phone cannot export."


def test_the_phones_own_export_adds_what_nobody_listed(exporting: PhoneSession) -> None:
    made = take(exporting, limit())
    assert made.own
    assert made.values["who.knows"] == ConfigValue("7", "export")
    assert made.values["log.render.level"].source == "default"


def test_no_secret_is_shown_anywhere(exporting: PhoneSession, tmp_path: Path) -> None:
    made = take(exporting, limit())
    made.write(tmp_path / "deep" / "snapshot.json")
    text = (tmp_path / "deep" / "snapshot.json").read_text()
    assert json.loads(text)["parameters"]["reg.1.auth.password"]["value"] == "***"
    for shown in (text, str(made), repr(made), str(made.values)):
        assert "hunter2222" not in shown


# What has changed -----------------------------------------------------------------------------------------


def test_nothing_has_changed_where_only_the_source_has(plain: PhoneSession) -> None:
    before = take(plain, limit())
    plain.config.set({"up.x": "2", "up.backlight.timeout": "50"}, "test", limit())
    assert [str(each) for each in differences(plain, before, limit())] == [
        "up.backlight.timeout: '40' -> '50'",
        "up.x: '1' -> '2'",
    ]
    assert differences(plain, before, limit(), ignore=["up.x", "up.b*"]) == []
    plain.config.restore("test", limit())
    assert differences(plain, before, limit()) == []


def test_what_was_set_before_the_snapshot_is_no_difference(plain: PhoneSession) -> None:
    plain.config.set({"up.x": "2"}, "test", limit())
    time.sleep(0.01)
    assert differences(plain, take(plain, limit()), limit()) == []


def test_what_only_the_export_tells(exporting: PhoneSession) -> None:
    before = take(exporting, limit())
    phone_of(exporting).export = EXPORT.format(x="1", k="8", p="hunter3333")
    changed = [str(each) for each in differences(exporting, before, limit())]
    assert changed == ["reg.1.auth.password has another value (secret)", "who.knows: '7' -> '8'"]
    assert before.values["reg.1.auth.password"].value not in str(changed)


def test_a_parameter_that_one_export_left_out(exporting: PhoneSession) -> None:
    before = take(exporting, limit())
    phone_of(exporting).export = '<ALL new.one="1"/>'
    changed = [str(each) for each in differences(exporting, before, limit(), ignore=["reg.*"])]
    assert changed == ["new.one: not set -> '1'", "who.knows: '7' -> not set"]


def test_a_second_look_is_for_the_differences_alone(plain: PhoneSession) -> None:
    found = [Difference("up.x", "1", "2"), Difference("up.y", "new", "old"), Difference("gone.one", "1", None)]
    assert [each.name for each in snapshots.still_different(plain, found, limit())] == ["up.y", "gone.one"]


def test_a_file_is_as_good_as_the_snapshot_but_for_secrets(exporting: PhoneSession, tmp_path: Path) -> None:
    take(exporting, limit()).write(tmp_path / "before.json")
    before = read(tmp_path / "before.json")
    assert differences(exporting, before, limit()) == []
    phone_of(exporting).export = EXPORT.format(x="1", k="8", p="hunter3333")
    assert [each.name for each in differences(exporting, before, limit())] == ["who.knows"]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"parameters": {"a.b": 1}}', "<x/>"])
def test_what_is_no_snapshot_is_told(text: str, tmp_path: Path) -> None:
    file = tmp_path / "no.json"
    file.write_text(text)
    with pytest.raises(UsageError, match="is no snapshot"):
        read(file)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        read(tmp_path / "none.json")
    assert str(caught.value).splitlines() == [
        f"The snapshot {tmp_path / 'none.json'} cannot be read.",
        "Seen:  No such file or directory.",
        "Next:  Export Config    file=NAME writes one into the output folder.",
    ]
    with pytest.raises(UsageError, match="cannot be written"):
        take(session(ExportingPhone(None)), limit()).write(tmp_path)


def test_what_the_library_set_for_pictures_is_known(plain: PhoneSession) -> None:
    assert snapshots.switched_for_pictures(plain, limit()) == []
    plain.config.set({"up.y": "1", "up.x": "2"}, "suite", limit())
    assert snapshots.switched_for_pictures(plain, limit()) == ["up.y"]


# The export -----------------------------------------------------------------------------------------------


def test_an_export_is_read_from_any_element() -> None:
    assert parse_export(b'<a up.x="1"><b reg.1.label="\xc3\xa9" version="3"/></a>') == {"up.x": "1", "reg.1.label": "é"}


@pytest.mark.parametrize(
    "body", [b"", b"<a", b"no xml", b"\xff\xfe", b'<!DOCTYPE a [<!ENTITY b "c">]><a up.x="&b;"/>', b"\x00" * 10]
)
def test_what_is_no_export_is_told(body: bytes) -> None:
    with pytest.raises(LabError, match="uploaded"):
        parse_export(body)


def test_a_bad_export_is_a_note_and_no_failure() -> None:
    alice = session(ExportingPhone("no xml"))
    assert not take(alice, limit()).own
    assert "no configuration file" in alice.steps.last(1)[0].text


def test_an_export_that_never_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshots, "_UPLOAD_LIMIT", 0.05)
    phone = ExportingPhone("")
    phone.actions.export_config = lambda url, deadline: None
    assert not take(session(phone), limit()).own


# The receiver ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["PUT", "POST"])
@pytest.mark.parametrize("headers", [{}, {"Transfer-Encoding": "chunked"}])
def test_an_upload_is_taken(method: str, headers: dict[str, str]) -> None:
    with UploadReceiver("127.0.0.1", "alice.cfg") as receiver:
        assert receiver.url.endswith("/alice.cfg")
        assert upload(receiver.url, b"<x/>", method, **headers) == 200
        assert receiver.wait(1.0) == b"<x/>"


def test_a_phone_may_name_the_file_itself_but_nobody_else_can_write() -> None:
    with UploadReceiver("127.0.0.1", "alice.cfg") as receiver:
        root = receiver.url.rpartition("/")[0]
        assert upload(receiver.url.replace(urlsplit(receiver.url).path, "/x/alice.cfg"), b"x") == 404
        assert receiver.wait(0.0) is None
        assert upload(f"{root}/0004f2aabbcc-all.cfg", b"y") == 200
        assert receiver.wait(1.0) == b"y"


@pytest.mark.parametrize("length", ["10000001", "-1", "x", "9" * 30])
def test_an_upload_of_a_wrong_length_is_refused(length: str) -> None:
    with UploadReceiver("127.0.0.1", "alice.cfg") as receiver:
        assert upload(receiver.url, b"", **{"Content-Length": length}) == 413
        assert receiver.wait(0.0) is None


@pytest.mark.parametrize("size", [b"zz", b"-5", b"ffffffff"])
def test_a_chunk_of_a_wrong_length_is_refused(size: bytes) -> None:
    with UploadReceiver("127.0.0.1", "alice.cfg") as receiver:
        parts = urlsplit(receiver.url)
        connection = http.client.HTTPConnection("127.0.0.1", parts.port, timeout=5)
        connection.putrequest("PUT", parts.path)
        connection.putheader("Transfer-Encoding", "chunked")
        connection.endheaders(size + b"\r\n")
        assert connection.getresponse().status == 413
        connection.close()


def test_the_address_towards_a_phone() -> None:
    assert own_address("127.0.0.1") == "127.0.0.1"
    with pytest.raises(LabError, match="no way to"):
        own_address("no.such.host.invalid")
