"""The lab file: what it gives, and every way to get it wrong."""

import os
from pathlib import Path

import pytest

from PolyLibrary.errors import FileFaults, UnknownName, UsageError
from PolyLibrary.lab.labfile import Lab, LabPhone, Line, load_lab, write_lab
from PolyLibrary.redaction import MASK, Password, redact

ENVIRONMENT = {"POLY_PASSWORD": "chestnut"}

EXAMPLE = """\
phones:
  alice: {host: 10.252.149.61, model: VVX600, mac: 0004f2aabbcc, lines: [{number: "1001", name: Alice}], tags: [site:berlin]}
  bob:   {host: 10.252.149.62, model: VVX 450, mac: 00:04:F2:AA:BB:CD, firmware: 5.10, lines: [{number: 0123, also: ["+49301002"]}], hands: {unplug: "poe off 7"}, password: "%{BOB}"}
sites:    {berlin: {time zone: Europe/Berlin, dial: {pune: "82{number}"}}, pune: {}}
numbers:  {invalid: "6999", voicemail: "*98", pickup: "*97{number}"}
safe_numbers: ["112"]
defaults: {user: Polycom, password: "%{POLY_PASSWORD}", tls: pinned, https_port: 8443, watch: off}
"""  # noqa: E501 - as people write it


def read(tmp_path: Path, text: str) -> Lab:
    file = tmp_path / "lab.yaml"
    file.write_text(text, encoding="utf-8")
    return load_lab(file, ENVIRONMENT | {"BOB": "hazelnut"})


def faults(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(FileFaults) as caught:
        read(tmp_path, text)
    return [f"{fault.line}: {fault.text}" for fault in caught.value.faults]


def test_the_example_of_the_design(tmp_path: Path) -> None:
    lab = read(tmp_path, EXAMPLE)
    alice, bob = lab.phone("alice"), lab.phone("bob")
    assert alice == LabPhone(
        name="alice",
        host="10.252.149.61",
        https_port=8443,
        model="VVX600",
        mac="0004f2aabbcc",
        password=Password("chestnut"),
        lines=(Line("1001", "Alice"),),
        tags=("site:berlin",),
        site="berlin",
        watch=False,
    )
    assert (bob.model, bob.mac, bob.firmware) == ("VVX450", "0004f2aabbcd", "5.10")
    assert (bob.lines, dict(bob.hands)) == ((Line("0123", "", ("+49301002",)),), {"unplug": "poe off 7"})
    assert bob.password == Password("hazelnut")
    assert (lab.site("berlin").time_zone, lab.site("berlin").dial) == (
        "Europe/Berlin",
        {"pune": "82{number}"},
    )
    assert (lab.number("voicemail"), lab.number("Pick Up")) == ("*98", "*97{number}")
    assert (lab.safe_numbers, lab.virtual, lab.warnings) == (("112",), False, ())


def test_the_least_that_a_phone_needs_is_a_host(tmp_path: Path) -> None:
    phone = read(tmp_path, "phones: {alice: {host: alice.lab}}").phone("Alice")
    assert phone == LabPhone("alice", "alice.lab")
    assert (phone.http_port, phone.https_port, phone.scheme, phone.user, phone.tls, phone.tls_min) == (
        80,
        443,
        "auto",
        "Polycom",
        "pinned",
        "1.2",
    )


def test_what_a_phone_says_wins_over_the_defaults(tmp_path: Path) -> None:
    text = (
        "phones:\n  a: {host: h, tls: pinned, https_port: 443}\n  b: {host: h2}\ndefaults: {tls: off, https_port: 4}\n"
    )
    lab = read(tmp_path, text)
    assert [(p.tls, p.https_port) for p in lab.phones.values()] == [("pinned", 443), ("off", 4)]


def test_a_line_may_be_a_bare_number(tmp_path: Path) -> None:
    assert read(tmp_path, "phones: {a: {host: h, lines: 1001}}").phone("a").lines == (Line("1001"),)
    lines = read(tmp_path, "phones: {a: {host: h, lines: [1001, 1002]}}").phone("a").lines
    assert lines == (Line("1001"), Line("1002"))


def test_a_site_is_a_tag_and_a_tag_is_a_site(tmp_path: Path) -> None:
    lab = read(tmp_path, "phones: {a: {host: h, site: x}, b: {host: i, tags: site:x}}\nsites: {x: {}}")
    assert [(p.site, p.tags) for p in lab.phones.values()] == [("x", ("site:x",))] * 2


def test_ipv6_and_a_ca_file_beside_the_lab_file(tmp_path: Path) -> None:
    lab = read(tmp_path, 'phones: {a: {host: "[fe80::1]", tls: ca, ca_file: lab.pem}}')
    assert (lab.phone("a").host, lab.phone("a").ca_file) == ("fe80::1", tmp_path / "lab.pem")


def test_unknown_names_list_the_nearest(tmp_path: Path) -> None:
    lab = read(tmp_path, EXAMPLE)
    with pytest.raises(UnknownName) as caught:
        lab.phone("alise")
    assert str(caught.value) == f"There is no phone 'alise' in {lab.file}.\nNext:  did you mean 'alice'?"
    with pytest.raises(UnknownName, match="There is no named number 'invalit'"):
        lab.number("invalit")
    with pytest.raises(UnknownName, match="There is no site 'bern'"):
        lab.site("bern")


def test_all_faults_of_the_entries_come_at_once(tmp_path: Path) -> None:
    text = """\
phones:
  alice: {hots: h, model: VVX60, mac: 0004f2aabbc, lines: [{number: "1001", nam: Alice}]}
  bob:   {host: 10.0.0.2:80, tls: pined, http_port: 80a, fingerprint: ab}
  carol: {host: "https://h", watch: maybe, tls_min: 1.3, scheme: htps}
  dave:  {host: h, password: "%{NOPE}", lines: ["10 01"]}
sites:
  berlin: {time zone: Europe/Berln, dial: {berlin: "82"}}
nmbers: {}
defaults: {pasword: abc, https_port: 70000, host: x}
"""
    assert faults(tmp_path, text) == [
        "2: phones > alice > model: there is no phone model 'VVX60'; did you mean 'VVX601' or 'VVX600' or 'VVX501'?",
        "2: 'host' is missing in phones > alice",
        "2: phones > alice > mac: '0004f2aabbc' is no MAC address: 12 hex digits, with or without separators",
        "2: unknown key 'nam' in phones > alice > lines > no. 1; did you mean 'name'?",
        "2: unknown key 'hots' in phones > alice; did you mean 'host'?",
        "3: phones > bob > http_port: wants a whole number, not '80a'",
        "3: phones > bob > tls: 'pined' is none of its words; did you mean 'pinned'?",
        "3: phones > bob > host: '10.0.0.2:80' carries a port; write host: 10.0.0.2 and https_port: or http_port:",
        "3: phones > bob > fingerprint: this is no SHA-256 fingerprint: 64 hex digits, with or without ':'",
        "4: phones > carol > scheme: 'htps' is none of its words; did you mean 'https' or 'http'?",
        "4: phones > carol > tls_min: '1.3' is none of its words; did you mean '1.2' or '1.1' or '1.0'?",
        "4: phones > carol > watch: wants yes or no, not 'maybe'",
        "4: phones > carol > host: 'https://h' is a URL; write the name or address alone",
        "5: %{NOPE} is not set in the environment",
        "5: phones > dave > lines > no. 1 > number: '10 01' is no number to dial",
        (
            "7: sites > berlin > time zone: there is no time zone 'Europe/Berln'; "
            "did you mean 'Europe/Berlin' or 'Europe/Dublin' or 'Europe/Belfast'?"
        ),
        "7: sites > berlin > dial > berlin: '82' does not say where the number goes; write for example 82{number}",
        "8: unknown key 'nmbers'; did you mean 'numbers' or 'safe_numbers'?",
        "9: defaults > https_port: wants at most 65535, not '70000'",
        "9: unknown key 'pasword' in defaults; did you mean 'password'?",
        "9: unknown key 'host' in defaults; known keys: " + KNOWN_DEFAULTS,
    ]


KNOWN_DEFAULTS = (
    "'ca_file', 'firmware', 'hands', 'http_port', 'https_port', 'model', 'notify', 'password', 'push', 'scheme', "
    "'site', 'syslog', 'tags', 'tls', 'tls_min', 'user', 'voicemail', 'watch'"
)


def test_all_contradictions_come_at_once(tmp_path: Path) -> None:
    text = """\
phones:
  alice: {host: h, mac: 0004f2aabbcc, lines: [{number: "1001", also: ["1009"]}]}
  Ali-ce: {host: H, mac: "00:04:f2:aa:bb:cc", lines: ["1001"]}
  carol: {host: h, http_port: 443, https_port: 444, lines: ["1003", "1003"]}
  dave:  {host: i, http_port: 8443, lines: [{number: "1004", also: "1009"}], site: bern}
  1005:  {host: j, tls: ca, tags: [fast, site:pune]}
  a:b:   {host: k}
sites: {berlin: {dial: {pune: "8{number}"}}}
numbers: {Alice: "1"}
defaults: {https_port: 8443}
"""
    assert faults(tmp_path, text) == [
        "3: 'Ali-ce' and 'alice' are one name: case, spaces, '-' and '_' do not matter",
        "3: Ali-ce: alice has the same host h and port 8443",
        "3: Ali-ce: alice has the same MAC address 0004f2aabbcc",
        "3: Ali-ce: alice has the number 1001 already",
        "4: carol has the number 1003 twice",
        "5: dave: HTTP and HTTPS cannot share port 8443",
        "5: dave: alice has the number 1009 already",
        "5: dave: there is no site 'bern'; did you mean 'berlin'?",
        "6: '1005' cannot name a phone: a name has a letter, and none of : = | ,",
        "6: 1005: there is no site 'pune'; known sites: 'berlin'",
        "6: 1005: tls: ca needs ca_file: with the certificate of the authority",
        "7: 'a:b' cannot name a phone: a name has a letter, and none of : = | ,",
        "8: sites: there is no site 'pune'; known sites: 'berlin'",
        "9: the number 'Alice' has the name of the phone 'alice'",
    ]


def test_only_ports_that_are_used_can_be_taken(tmp_path: Path) -> None:
    text = """phones:
  alice: {host: h, scheme: http, http_port: 8443, https_port: 8443}
  bob:   {host: h, scheme: https, http_port: 8443, https_port: 9443}
  carol: {host: h, scheme: http, http_port: 9080, https_port: 9443}
  dave:  {host: h, http_port: 9081, https_port: 9443}
  erin:  {host: h, scheme: https, https_port: 8443}
"""
    assert faults(tmp_path, text) == [
        "5: dave: bob has the same host h and port 9443",
        "6: erin: alice has the same host h and port 8443",
    ]


def test_the_scheme_may_be_a_default_of_the_file(tmp_path: Path) -> None:
    text = "phones:\n  alice: {host: h, https_port: 80}\n  bob: {host: i, scheme: auto, https_port: 80}\n"
    assert faults(tmp_path, text + "defaults: {scheme: http}\n") == ["3: bob: HTTP and HTTPS cannot share port 80"]


def test_a_variable_that_is_not_set_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FileFaults) as caught:
        read(tmp_path, 'phones: {a: {host: h, password: "%{NOPE}"}}')
    assert str(caught.value) == (
        f"The lab file {tmp_path / 'lab.yaml'} has 1 fault:\n"
        f"  {tmp_path / 'lab.yaml'}:1: %{{NOPE}} is not set in the environment\n"
        "Next:  set the variable before the run, or give it a default: %{NAME=default}."
    )


def test_a_lab_without_phones_and_a_missing_file(tmp_path: Path) -> None:
    assert faults(tmp_path, "") == ["1: 'phones' is missing"]
    assert faults(tmp_path, "phones:\n") == ["1: phones: wants a map of names, not nothing"]
    assert faults(tmp_path, "- a\n") == ["1: wants a map of names, not a list"]
    with pytest.raises(UsageError, match=r"There is no lab file .*none\.yaml"):
        load_lab(tmp_path / "none.yaml")


def test_a_password_never_shows(tmp_path: Path) -> None:
    lab = read(tmp_path, "phones: {a: {host: h, password: walnut}}")
    assert "walnut" not in repr(lab)
    assert redact("it is walnut") == f"it is {MASK}"


@pytest.mark.skipif(os.name != "posix", reason="Windows has no mode bits")
def test_a_password_in_clear_that_others_can_read_is_warned_about(tmp_path: Path) -> None:
    file = tmp_path / "lab.yaml"
    file.write_text('phones:\n  a: {host: h, password: walnut}\n  b: {host: i, password: "%{POLY_PASSWORD}"}\n')
    file.chmod(0o644)
    assert load_lab(file, ENVIRONMENT).warnings == (
        (
            f"{file} holds a password in clear (line 2) and other users can read it: "
            f"chmod 600 {file}, or write %{{POLY_PASSWORD}} instead."
        ),
    )
    file.chmod(0o600)
    assert load_lab(file, ENVIRONMENT).warnings == ()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no mode bits")
def test_the_token_of_a_control_port_is_no_password(tmp_path: Path) -> None:
    """An emulated lab whose password comes from the environment: what is left in clear is named as what it is."""
    file = tmp_path / "lab.yaml"
    virtual = 'virtual: {control: "http://127.0.0.1:9", token: chestnut}'
    file.write_text(f'phones:\n  a: {{host: h, password: "%{{POLY_PASSWORD}}", {virtual}}}\n')
    file.chmod(0o644)
    assert load_lab(file, ENVIRONMENT).warnings == (
        (
            f"{file} holds a control token of emulated phones in clear (line 2) and other users can read it: "
            f"chmod 600 {file}."
        ),
    )


PHONES = (
    LabPhone(
        "alice",
        "127.77.0.1",
        http_port=8080,
        https_port=8443,
        model="VVX600",
        mac="0004f2e10000",
        firmware="5.10",
        password=Password('p"a: s\\s'),
        fingerprint="ab" * 32,
        lines=(Line("0123", "Alice", ("+49",)), Line("1002")),
        tags=("fast", "site:berlin"),
        site="berlin",
        watch=False,
        virtual={"control": "http://127.0.0.1:4711", "token": "quince-token"},
        hands={"unplug": "poe off 7"},
    ),
    LabPhone("phone 5", "::1", scheme="https", tls="off", tls_min="1.0"),
)


def test_a_written_lab_file_reads_back_the_same(tmp_path: Path) -> None:
    file = tmp_path / "written.yaml"
    write_lab(file, PHONES)
    assert tuple(load_lab(file).phones.values()) == PHONES
    assert not load_lab(file).virtual
    assert load_lab(file).warnings == ()


def test_a_lab_is_virtual_when_all_its_phones_are(tmp_path: Path) -> None:
    write_lab(tmp_path / "lab.yaml", PHONES[:1])
    assert load_lab(tmp_path / "lab.yaml").virtual


def test_a_written_lab_file_says_what_it_is(tmp_path: Path) -> None:
    file = tmp_path / "lab.yaml"
    write_lab(file, PHONES[1:])
    assert file.read_text() == (
        "# Emulated phones. Their password and the token of their control port stand here in clear, so such a file "
        'is for\n# emulated phones only: for real ones write "%{POLY_PASSWORD}". It is readable by its owner alone.\n'
        "phones:\n"
        '  "phone 5": {host: "::1", scheme: https, tls: off, tls_min: "1.0"}\n'
    )
    assert os.listdir(tmp_path) == ["lab.yaml"]  # noqa: PTH208 - names alone


@pytest.mark.skipif(os.name != "posix", reason="Windows has no mode bits")
def test_a_written_lab_file_is_its_owners_alone_even_over_an_open_one(tmp_path: Path) -> None:
    file = tmp_path / "lab.yaml"
    file.write_text("old")
    file.chmod(0o644)
    write_lab(file, PHONES)
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_token_never_shows(tmp_path: Path) -> None:
    write_lab(tmp_path / "lab.yaml", PHONES[:1])
    assert "quince" not in repr(load_lab(tmp_path / "lab.yaml"))
    assert redact("token quince-token") == f"token {MASK}"
