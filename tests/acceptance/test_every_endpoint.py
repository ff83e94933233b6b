"""Keywords alone reach all 51 endpoints: what came is noted at the phones. Call REST API takes no part."""

from pathlib import Path

import pytest
from knocks import PASSWORD, house
from robot_runs import robot

from PolyLibrary.emulator import fleet as fleets
from PolyLibrary.emulator import skype
from PolyLibrary.emulator.profiles import Away

CHANNELS = Path(__file__).with_name("robot_channels")
FACTS = Path(__file__).parents[1] / "wire" / "wire_table.py"
NEW = {"model": "VVX450", "firmware": "ucs64"}
PHONES = {
    "alice": NEW | {"base_profile": "lync"},
    "bob": NEW,
    "carol": NEW,
    "trio": {"model": "Trio8800", "firmware": "trio72"},
}


def endpoints() -> set[str]:
    """Method and path of the sheet's index, in lower case, as the table of the wire's tests has them."""
    import importlib.util

    spec = importlib.util.spec_from_file_location("wire_table", FACTS)
    assert spec is not None
    assert spec.loader is not None
    table = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(table)
    return {f"{each.method} /api/{each.path}".lower() for each in table.ENDPOINTS.values()}


def test_keywords_reach_every_endpoint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    away = Away(restart=0.3, reboot=0.3, register=0.1, factory=0.3)
    monkeypatch.setattr(fleets, "away", lambda realistic: away)
    monkeypatch.setattr(skype, "TAKES", 0.05)
    with house(PHONES) as made:
        lab = made.lab(tmp_path, PASSWORD)
        suite = CHANNELS / "every_endpoint.robot"
        run = robot(tmp_path / "out", "--variable", f"LAB:{lab}", suite, SKYPE_WORD="walnut-sky-3")
        wrong = [f"{name}: {test.message}" for name, test in run.tests.items() if not test.passed]
        assert not wrong, "\n".join([*wrong, "", run.console])
        came = {f"{knock.method} {knock.path}".lower() for knocks in made.knocks.values() for knock in knocks}
    wanted = endpoints()
    assert len(wanted) == 51
    assert sorted(wanted - came) == []
