"""The same suites, unedited, on every model of the vendor's FAQ: by the lab file alone."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from robot_runs import SUITES, Run, robot

from PolyLibrary.emulator.fleet import Fleet, PhoneSetup
from PolyLibrary.lab.labwrite import write_lab
from PolyLibrary.lab.virtual import NUMBERS, entry_of
from PolyLibrary.models import all_models

MODELS = [model.name for model in all_models()]
PASSWORD = "hazelnut-1"
BASIC = sorted(SUITES.glob("*.robot"))
AT_ONCE = 8
"""A run takes half a minute, of which four seconds are work: the rest is waiting for phones."""


def _lab(fleet: Fleet, model: str, folder: Path) -> Path:
    """A lab of two phones of one model, alice and bob."""
    first = 2001 + 2 * MODELS.index(model)
    setups = [
        PhoneSetup(name=name, number=str(first + place), password=PASSWORD, model=model)
        for place, name in enumerate(("Alice", "Bob"))
    ]
    reached = fleet.start(setups)
    folder.mkdir()
    lab = folder / "lab.yaml"
    phones = [entry_of(name, reach, PASSWORD) for name, reach in zip(("alice", "bob"), reached, strict=True)]
    write_lab(lab, phones, NUMBERS)
    return lab


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Run]]:
    """The basic suites on each model, some models at once: they wait for phones most of the time."""
    root = tmp_path_factory.mktemp("models")
    with Fleet() as fleet:
        labs = {model: _lab(fleet, model, root / model) for model in MODELS}

        def run(model: str) -> Run:
            arguments = ("--variable", f"LAB:{labs[model]}", "--log", "NONE", "--report", "NONE")
            return robot(root / model / "out", *arguments, *BASIC)

        with ThreadPoolExecutor(AT_ONCE) as pool:
            yield dict(zip(MODELS, pool.map(run, MODELS), strict=True))


@pytest.mark.parametrize("model", MODELS)
def test_the_basic_suites(runs: dict[str, Run], model: str) -> None:
    run = runs[model]
    told = {name: (test.status, test.message) for name, test in run.tests.items() if test.status != "PASS"}
    assert not {name: message for name, (status, message) in told.items() if status == "FAIL"}, run.console
    assert all(" lacks " in message for _, message in told.values()), told
    assert len(told) < len(run.tests) / 2, told
