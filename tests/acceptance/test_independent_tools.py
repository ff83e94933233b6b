"""Logins and certificates of virtual phones, judged by curl and OpenSSL: three firmwares, in other processes."""

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from outside import LINES, USER, Emulated, Said, curl, emulated, needs, run

from PolyLibrary.emulator.certificates import CertificateAuthority

WEB_LOGIN = "/form-submit/auth.htm"
CONFIG_GET = "/api/v1/mgmt/config/get"
DIAL = "/api/v1/callctrl/dial"
NAMES = ("old", "new", "edge")
#: Statuses that curl sees with each of its ways, by phone: 5.9 and 6.4 ask for Basic, 8.6 for Digest.
WAYS = {
    "--basic": {"old": (200,), "new": (200,), "edge": (401,)},
    "--digest": {"old": (401,), "new": (401,), "edge": (401, 200)},
    "--anyauth": {"old": (401, 200), "new": (401, 200), "edge": (401, 200)},
}

pytestmark = needs("curl", "openssl")


@pytest.fixture(scope="module")
def phones(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Emulated]]:
    folder = tmp_path_factory.mktemp("tools")
    with ExitStack() as stack:
        own = stack.enter_context(emulated(folder / "own", {"old": "VVX600", "new": "VVX450"}))
        edge = stack.enter_context(emulated(folder / "edge", {"edge": "VVX350"}, "--firmware", "8.6"))
        mixed = {"fifty": "VVX410@5.5", "trio": "Trio8800@5.9"}
        switches = ("tls=1.0-1.1", "rest_auth=both", "digest_algorithms=MD5+SHA-256")
        odd = stack.enter_context(
            emulated(
                folder / "odd", mixed, *(part for text in switches for part in ("--switch", text)),
                "--config", "up.toneMode=1",
            )
        )  # fmt: skip
        yield own | edge | odd


def lines(said: Said) -> object:
    return json.loads(said.text)["data"][0]["Label"]


def test_the_firmwares(phones: dict[str, Emulated]) -> None:
    found = {name: phone.entry.firmware for name, phone in phones.items()}
    assert found == {
        "old": "5.9.3.2857",
        "new": "6.4.0.2354",
        "edge": "8.6.0.1321",
        "fifty": "5.5.0.22173",
        "trio": "5.9.5.3182",
    }


# Phones that differ from their firmware by switches ----------------------------------------------------------


@pytest.mark.parametrize("name", ["fifty", "trio"])
def test_openssl_reaches_an_old_phone_by_tls_1_0_and_1_1_only(phones: dict[str, Emulated], name: str) -> None:
    weak = ("-cipher", "ALL:@SECLEVEL=0")
    for version in ("-tls1", "-tls1_1"):
        said = s_client(phones[name], version, *weak, "-CAfile", phones[name].authority)
        assert re.search(r"New, \S+, Cipher is [A-Z]", said), version
        assert re.search(rf"subject=.*CN ?= ?{phones[name].name}\b", said)
    for version in ("-tls1_2", "-tls1_3"):
        assert "Cipher is (NONE)" in s_client(phones[name], version), version


def test_curl_takes_the_stronger_of_two_digests_and_basic_all_the_same(phones: dict[str, Emulated]) -> None:
    phone = phones["fifty"]
    asked = re.findall(r"(?mi)^WWW-Authenticate: (.*)", curl(phone.url()).headers)
    assert [re.sub(r'nonce="[0-9a-f]{32}", ', "", each) for each in asked] == [
        'Digest realm="API Authentication", qop="auth", algorithm=MD5',
        'Digest realm="API Authentication", qop="auth", algorithm=SHA-256',
        'Basic realm="API Authentication"',
    ]
    for way, codes in {"--digest": (401, 200), "--anyauth": (401, 200), "--basic": (200,)}.items():
        assert curl(way, "-u", USER, phone.url()).codes == codes
    assert curl("--digest", "-u", "Polycom:wrong-77", phone.url()).codes == (401, 401)


def test_a_parameter_of_the_command_line(phones: dict[str, Emulated]) -> None:
    body = ("-H", "Content-Type: application/json", "-d", '{"data": ["up.toneMode"]}')
    said = curl("-u", USER, *body, phones["trio"].url(CONFIG_GET))
    assert json.loads(said.text)["data"] == {"up.toneMode": {"Value": "1", "Source": "config"}}


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("way", WAYS)
def test_curl_logs_in(phones: dict[str, Emulated], way: str, name: str, scheme: str) -> None:
    said = curl(way, "-k", "-u", USER, phones[name].url(scheme=scheme))
    assert said.codes == WAYS[way][name]
    if said.codes[-1] == 200:
        assert lines(said) == name.capitalize()
        assert re.search(r"(?mi)^Content-type: application/json$", said.headers)


@pytest.mark.parametrize("name", NAMES)
def test_curl_is_asked_for_what_the_firmware_wants(phones: dict[str, Emulated], name: str) -> None:
    said = curl(phones[name].url())
    asked = re.findall(r"(?mi)^WWW-Authenticate: (.*)", said.headers)
    assert said.codes == (401,)
    if name == "edge":
        form = r'Digest realm="API Authentication", qop="auth", nonce="[0-9a-f]{32}", algorithm=MD5'
        assert len(asked) == 1
        assert re.fullmatch(form, asked[0]), asked
    else:
        assert asked == ['Basic realm="API Authentication"']


@pytest.mark.parametrize("name", NAMES)
def test_curl_sends_a_body_again_after_the_challenge(phones: dict[str, Emulated], name: str) -> None:
    body = ("-H", "Content-Type: application/json", "-d", '{"data": ["log.render.level"]}')
    said = curl("--anyauth", "-k", "-u", USER, *body, phones[name].url(CONFIG_GET, "https"))
    assert said.codes == (401, 200)
    assert json.loads(said.text)["data"] == {"log.render.level": {"Value": "1", "Source": "default"}}


@pytest.mark.parametrize("name", NAMES)
def test_call_control_over_https(phones: dict[str, Emulated], name: str) -> None:
    said = curl("--anyauth", "-k", "-u", USER, "-d", '{"data": {"Dest": "123"}}', phones[name].url(DIAL, "https"))
    if name == "edge":
        assert said.codes == (404,), "a path that the firmware lacks is missed before any login"
        return
    assert said.text == '{"Status": "2000"}'
    end = phones[name].url("/api/v1/callctrl/endCall")
    assert curl("--anyauth", "-u", USER, "-d", "", end).text == '{"Status": "2000"}'


# Web logins -------------------------------------------------------------------------------------------------


def test_web_session_of_newer_firmware(phones: dict[str, Emulated], tmp_path: Path) -> None:
    phone, jar = phones["new"], tmp_path / "cookies.txt"
    page = phone.url("/index.htm", "https")
    assert curl("-k", "-u", USER, page).codes == (401,), "Basic alone opens no page"
    login = curl("-k", "-u", USER, "-c", jar, "-X", "POST", "-d", "", phone.url(WEB_LOGIN, "https"))
    assert (login.codes, login.text) == ((200,), "lockparams|SUCCESS|0")
    said = curl("-k", "-b", jar, page)
    assert said.codes == (200,)
    assert re.search(r'<meta name="csrf-token" content="[0-9a-f]{32}"/>', said.text)
    other = curl("-k", "-u", USER, "-X", "POST", "-d", "", phone.url(WEB_LOGIN, "https"))
    assert (other.codes, other.text) == ((412,), "SessionAlreadyActive")


def test_web_pages_of_older_firmware_take_basic_and_the_cookie(phones: dict[str, Emulated]) -> None:
    page = phones["old"].url("/index.htm")
    assert curl(page).codes == (401,)
    assert curl("--anyauth", "-u", USER, page).codes == (401, 200)
    word = run("base64", "-w0", given=USER).stdout.decode()
    assert curl("-b", f"Authorization=Basic {word}", page).codes == (200,)


# Certificates -----------------------------------------------------------------------------------------------


def s_client(phone: Emulated, *options: object, given: str = "") -> str:
    done = run("openssl", "s_client", "-connect", phone.https, *options, given=given)
    return (done.stdout + done.stderr).decode(errors="replace")


@pytest.mark.parametrize("name", NAMES)
def test_openssl_verifies_the_maker_and_the_mac(phones: dict[str, Emulated], name: str) -> None:
    phone = phones[name]
    said = s_client(phone, "-CAfile", phone.authority, "-verify_hostname", phone.name)
    assert re.search(rf"subject=.*CN ?= ?{phone.name}\b", said)
    assert re.search(r"issuer=.*CN ?= ?Polycom Equipment Issuing CA", said)
    assert "Verify return code: 0 (ok)" in said
    assert f"Verified peername: {phone.name}" in said


def test_openssl_refuses_the_mac_of_another_phone(phones: dict[str, Emulated]) -> None:
    old, new = phones["old"], phones["new"]
    said = s_client(old, "-CAfile", old.authority, "-verify_hostname", new.name)
    assert "hostname mismatch" in said.casefold()


def test_openssl_refuses_another_maker(phones: dict[str, Emulated], tmp_path: Path) -> None:
    stranger = tmp_path / "stranger.pem"
    stranger.write_bytes(CertificateAuthority().pem)
    assert "Verify return code: 0 (ok)" not in s_client(phones["old"], "-CAfile", stranger)


@pytest.mark.parametrize("name", NAMES)
def test_the_fingerprint_of_the_lab_file_is_the_one_that_openssl_takes(phones: dict[str, Emulated], name: str) -> None:
    certificate = re.search(r"-----BEGIN.*END CERTIFICATE-----", s_client(phones[name]), re.DOTALL)
    assert certificate
    done = run("openssl", "x509", "-noout", "-fingerprint", "-sha256", given=certificate[0])
    assert done.stdout.decode().rpartition("=")[2].strip().replace(":", "").lower() == phones[name].entry.fingerprint


@pytest.mark.parametrize("name", NAMES)
def test_curl_trusts_a_phone_by_its_mac(phones: dict[str, Emulated], name: str) -> None:
    """No -k: the maker's certificate is trusted and the MAC is the host's name."""
    phone = phones[name]
    trust = ("--cacert", phone.authority, "--connect-to", f"::{phone.https}", "--anyauth", "-u", USER)
    assert curl(*trust, f"https://{phone.name}{LINES}").codes == (401, 200)
    refused = curl(*trust, f"https://0004F2000000{LINES}")
    assert refused.codes == ()
    assert "curl: (60)" in refused.error


@pytest.mark.parametrize("name", NAMES)
def test_a_request_typed_into_openssl(phones: dict[str, Emulated], name: str) -> None:
    request = f"GET {LINES} HTTP/1.1\r\nHost: phone\r\nConnection: close\r\n\r\n"
    answer = s_client(phones[name], "-quiet", "-ign_eof", given=request)
    assert "HTTP/1.1 401 Unauthorized" in answer


@pytest.mark.parametrize("name", NAMES)
def test_tls_versions(phones: dict[str, Emulated], name: str) -> None:
    for version in ("-tls1_2", "-tls1_3"):
        assert re.search(r"New, \S+, Cipher is [A-Z]", s_client(phones[name], version)), version
    refused = s_client(phones[name], "-tls1_1", "-cipher", "ALL:@SECLEVEL=0")
    assert "Cipher is (NONE)" in refused
