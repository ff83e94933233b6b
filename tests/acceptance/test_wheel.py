"""The wheel, installed in a fresh environment, runs a suite from another folder: its data files travel with it."""

import os
import shutil
import site
import subprocess
import sys
import venv
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]


def run(*command: str | Path, folder: Path) -> str:
    plain = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(part) for part in command], cwd=folder, capture_output=True, text=True, timeout=240, check=False, env=plain
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment that holds the wheel alone; its dependencies are those of this environment.

    They are lent by a path file, whose own path files (an editable install of this checkout among them) are
    not read.
    """
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, CHECKOUT, folder=folder)
    (wheel,) = folder.glob("*.whl")
    home = folder / "env"
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    run(python, "-m", "pip", "install", "--no-deps", "--quiet", wheel, folder=folder)
    (packages,) = (home / "lib").glob("python*/site-packages")
    lent = [path for path in (*site.getsitepackages(), site.getusersitepackages()) if Path(path).is_dir()]
    (packages / "lent.pth").write_text("\n".join(lent))
    return python


def test_it_is_the_wheel_that_is_imported(environment: Path, tmp_path: Path) -> None:
    code = "import PolyLibrary.layout.maps as m; print(m.__file__); print(m.shipped_folder())"
    own, maps = run(environment, "-c", code, folder=tmp_path).split()
    assert str(environment.parents[1]) in own
    assert Path(maps) == Path(own).parent / "maps"
    code = "from PolyLibrary.layout.maps import load_map; print(load_map('VVX450').element('missed calls').image)"
    picture = Path(run(environment, "-c", code, folder=tmp_path).strip())
    assert picture == Path(maps) / "vvx600" / "missed-calls.png"
    assert picture.is_file()


def test_a_suite_runs_from_another_folder(environment: Path, tmp_path: Path) -> None:
    shutil.copytree(CHECKOUT / "suites", tmp_path / "mine")
    shown = run(environment, "-m", "robot", "mine/missed_call.robot", folder=tmp_path)
    assert "1 test, 1 passed, 0 failed" in shown
    assert 'src="data:image/png;base64,' in (tmp_path / "output.xml").read_text().replace("&quot;", '"')


def test_the_command_line_runs_it_as_well(environment: Path, tmp_path: Path) -> None:
    shutil.copytree(CHECKOUT / "suites", tmp_path / "suites")
    polylab = environment.parent / "polylab"
    shown = run(polylab, "run", "--test", "The Touch Of More Is Logged With Its Point", folder=tmp_path)
    assert "1 test, 1 passed, 0 failed" in shown
    assert (tmp_path / "results" / "log.html").is_file()


def test_the_page_of_baselines_travels_with_it(environment: Path, tmp_path: Path) -> None:
    code = "from PolyLibrary.cli.baselinepage import page_of; print(page_of([], []).splitlines()[0])"
    assert run(environment, "-c", code, folder=tmp_path) == "<!DOCTYPE html>\n"
