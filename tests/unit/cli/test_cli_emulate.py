"""Which phones ``polylab emulate`` makes of its arguments and of a lab file."""

from pathlib import Path

import pytest

from PolyLibrary.cli import emulate
from PolyLibrary.errors import UsageError


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("VVX600", ("alice", "VVX600", None)),
        ("VVX600=desk", ("desk", "VVX600", None)),
        ("vvx 410@5.5=old", ("old", "VVX410", "5.5")),
        ("CCX500@7.3", ("alice", "CCX500", "7.3")),
        ("VVX450@edge86=e", ("e", "VVX450", "edge86")),
    ],
)
def test_a_model_with_a_firmware_and_a_name(text: str, made: tuple[str, str, str | None]) -> None:
    (wanted,) = emulate._wanted((text,), None)
    assert (wanted.name, wanted.model, wanted.firmware) == made


def test_the_phones_of_a_lab_file_have_their_firmware_or_one_of_its_branch(tmp_path: Path) -> None:
    file = tmp_path / "lab.yaml"
    file.write_text(
        "phones:\n"
        '  same: {host: 10.0.0.1, model: VVX600, firmware: "5.8.0.12848", password: "%{A}"}\n'
        '  branch: {host: 10.0.0.2, model: VVX450, firmware: "5.9.7.1111", password: "%{A}"}\n'
        '  unknown: {host: 10.0.0.3, model: VVX450, firmware: "6.3.1.8427", password: "%{A}"}\n'
        '  silent: {host: 10.0.0.4, model: CCX500, password: "%{A}"}\n',
        encoding="utf-8",
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("A", "x-1")
        found = {each.name: each.firmware for each in emulate._wanted((), file)}
    assert found == {"same": "ucs58", "branch": "ucs59", "unknown": None, "silent": None}


def test_pairs() -> None:
    assert emulate._pairs("--switch", ("tls=1.0+", "rest_auth = both")) == {"tls": "1.0+", "rest_auth": "both"}
    with pytest.raises(UsageError, match=r"--config up\.toneMode is no NAME=VALUE"):
        emulate._pairs("--config", ("up.toneMode",))
