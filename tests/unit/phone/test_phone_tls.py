"""The certificate is judged before a byte of the request leaves."""

import json
import logging
import threading
import warnings
from collections.abc import Callable

import pytest
from phone_stub import MAC, PAGE_404, certificate, http, ok, phone_at

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import LabError, Unreachable, WrongPhone
from PolyLibrary.phone.identity import Identity, IdentityStore, state_folder
from PolyLibrary.phone.tls import Certificate, common_name, context_for


@pytest.fixture
def pinned(serve, tmp_path) -> Callable[..., object]:
    """Starts an HTTPS stub with a certificate of a common name."""

    def start(name: str = MAC.upper(), answer=lambda asked: ok([])):
        context = certificate(tmp_path, name)
        return serve(answer, login=True, context=context)

    return start


def test_the_right_phone(pinned, soon):
    stub = pinned()
    phone = phone_at(https=stub, mac="00:04:F2-AA.BB:CC")
    assert phone.calls.status(soon) == []
    assert phone.calls.status(soon) == []
    assert stub.connections == 1
    assert phone.transport.scheme == "https"
    assert phone.transport.certificate.common_name == MAC.upper()


def test_another_phone_gets_not_one_byte(pinned, soon):
    stub = pinned("64167F000002")
    with pytest.raises(WrongPhone) as caught:
        phone_at(https=stub, mac=MAC).calls.dial("1", soon)
    assert stub.bytes_in == 0
    assert str(caught.value).splitlines() == [
        f"alice: another phone answers at https://127.0.0.1:{stub.port}.",
        f"Seen:  a certificate for 64167f000002, wanted {MAC}. No request and no password was sent.",
        "Next:  correct host: or mac: of this phone in the lab file (were two addresses swapped?).",
    ]


def test_a_wrong_phone_is_no_reason_for_plain_http(pinned, serve, soon):
    plain = serve(lambda asked: ok([]))
    with pytest.raises(WrongPhone):
        phone_at(https=pinned("64167F000002"), http=plain, mac=MAC).calls.status(soon)
    assert not plain.asked


def test_a_new_certificate_of_the_same_mac_is_refused(pinned, soon):
    store = IdentityStore.memory()
    phone_at(https=pinned(), mac=MAC, identities=store).calls.status(soon)
    other = pinned()
    with pytest.raises(WrongPhone, match="is not the one known"):
        phone_at(https=other, mac=MAC, identities=store).calls.status(soon)
    assert other.bytes_in == 0


def test_the_fingerprint_of_the_lab_file_wins(pinned, tmp_path, soon):
    store = IdentityStore.memory()
    store.meet(MAC, Identity(MAC, "00" * 32))
    stub = pinned()
    seen = phone_at(https=stub, mac=MAC, tls="off")
    seen.calls.status(soon)
    fingerprint = seen.transport.certificate.fingerprint
    shown = ":".join(fingerprint[i : i + 2].upper() for i in range(0, 64, 2))
    phone_at(https=stub, mac=MAC, identities=store, fingerprint=shown).calls.status(soon)
    before = len(stub.asked)
    with pytest.raises(WrongPhone, match="the lab file"):
        phone_at(https=stub, mac=MAC, fingerprint="11" * 32).calls.status(soon)
    assert len(stub.asked) == before


def test_without_a_mac_the_name_is_remembered(pinned, serve, soon):
    store = IdentityStore.memory()
    stub = pinned()
    phone_at(https=stub, identities=store).calls.status(soon)
    store._known[f"127.0.0.1:{stub.port}"] = Identity("64167F000002", "00" * 32)
    with pytest.raises(WrongPhone, match="another phone than before"):
        phone_at(https=stub, identities=store).calls.status(soon)


def test_off_warns_once(pinned, soon, recwarn):
    phone = phone_at(https=pinned("whatever"), tls="off", mac=MAC)
    phone.calls.status(soon)
    phone.close()
    phone.calls.status(soon)
    assert [step.text for step in phone.transport.steps.last(9, kind="warning")] == [
        "The certificate of alice is not checked (tls: off)."
    ]
    assert not recwarn.list


def test_ca(serve, tmp_path, soon):
    context = certificate(tmp_path, MAC)
    stub = serve(lambda asked: ok([]), context=context)
    phone_at(https=stub, tls="ca", ca_file=context.pem, mac=MAC).calls.status(soon)
    other = certificate(tmp_path, MAC)
    before = stub.bytes_in
    with pytest.raises(Unreachable, match="not signed by the CA"):
        phone_at(https=stub, tls="ca", ca_file=other.pem, mac=MAC).calls.status(soon)
    with pytest.raises(WrongPhone):
        phone_at(https=stub, tls="ca", ca_file=context.pem, mac="64167f000002").calls.status(soon)
    assert stub.bytes_in == before
    with pytest.raises(LabError, match="cannot be used"):
        phone_at(https=stub, tls="ca", ca_file=tmp_path / "none.pem").calls.status(soon)


def test_contexts_are_shared_and_weak_ciphers_stay_apart():
    plain = phone_at().address
    assert context_for(plain) is context_for(phone_at(mac=MAC).address)
    old = phone_at(tls_min="1.0").address
    assert context_for(old) is not context_for(plain)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert context_for(old).security_level == 0
        assert context_for(plain).security_level > 0


def test_a_port_without_tls(serve, soon):
    stub = serve(lambda asked: ok([]))
    with pytest.raises(Unreachable, match="TLS handshake failed"):
        phone_at(https=stub, scheme="https").calls.status(soon)


def test_a_handshake_that_dies_is_tried_again(serve, tmp_path, soon):
    context = certificate(tmp_path, MAC)
    stub = serve(lambda asked: ok())
    stub._context = _Dying(context)
    phone_at(https=stub, scheme="https").calls.dial("1", soon)
    assert len(stub.asked) == 1


class _Dying:
    """Breaks off the first handshake."""

    def __init__(self, context) -> None:
        self._context = context
        self._lives = 1

    def wrap_socket(self, sock, **options):
        if self._lives:
            self._lives -= 1
            raise OSError("died")
        return self._context.wrap_socket(sock, **options)


def test_api_on_http_only_while_https_has_pages(serve, pinned, soon):
    web = pinned(answer=lambda asked: http(404, PAGE_404))
    web.login = False
    api = serve(lambda asked: ok(), login=True)
    phone = phone_at(https=web, http=api, mac=MAC)
    phone.calls.dial("1", soon)
    assert [len(web.asked), len(api.asked)] == [1, 2]
    phone.calls.dial("1", soon)
    assert [len(web.asked), len(api.asked)] == [1, 3]


def test_an_action_that_may_have_worked_on_https_is_not_tried_on_http(serve, pinned, soon):
    web = pinned(answer=lambda asked: http(501, PAGE_404))
    web.login = False
    api = serve(lambda asked: ok())
    with pytest.raises(LabError):
        phone_at(https=web, http=api, mac=MAC).calls.dial("1", soon)
    assert not api.asked


class TestStore:
    def test_survives_the_process(self, tmp_path):
        first = Identity(MAC, "aa")
        assert IdentityStore(tmp_path).meet(MAC, first) == first
        assert IdentityStore(tmp_path).meet(MAC, Identity(MAC, "bb")) == first
        store = IdentityStore(tmp_path)
        store.forget(MAC)
        assert store.meet(MAC, Identity(MAC, "bb")) == Identity(MAC, "bb")
        assert [file.name for file in tmp_path.iterdir()] == [f"{MAC}.json"]

    def test_a_damaged_file_is_replaced(self, tmp_path):
        (tmp_path / f"{MAC}.json").write_text("{")
        IdentityStore(tmp_path).meet(MAC, Identity(MAC, "aa"))
        assert json.loads((tmp_path / f"{MAC}.json").read_text())["fingerprint"] == "aa"

    def test_first_uses_at_once_agree(self, tmp_path):
        met: list[Identity] = []
        gate = threading.Barrier(8)

        def meet(number: int) -> None:
            gate.wait()
            met.append(IdentityStore(tmp_path).meet(MAC, Identity(MAC, str(number))))

        threads = [threading.Thread(target=meet, args=(n,)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(set(met)) == 1

    def test_a_folder_that_cannot_be_written(self, tmp_path):
        (tmp_path / "file").write_text("")
        store = IdentityStore(tmp_path / "file")
        assert store.meet(MAC, Identity(MAC, "aa")).fingerprint == "aa"
        assert store.trouble

    def test_the_folder_of_the_environment(self, tmp_path, monkeypatch):
        monkeypatch.setenv("POLYLAB_STATE", str(tmp_path))
        assert state_folder() == tmp_path


def test_common_name_of_rubbish():
    for der in (b"", b"\x30", b"\x30\x80", b"\x30\x03abc", bytes(range(256))):
        assert common_name(der) == ""
    assert Certificate.of(b"").common_name == ""


def test_nothing_is_printed(pinned, soon, capsys, caplog):
    caplog.set_level(logging.DEBUG)
    phone_at(https=pinned(), mac=MAC).calls.status(Deadline(3))
    assert capsys.readouterr() == ("", "")
    assert not caplog.records
