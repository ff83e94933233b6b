"""``polylab run``: suites on the lab, in parallel if asked, results in one folder."""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import click

from PolyLibrary.errors import UsageError

DEFAULT_FOLDER = "results"


@click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="[SUITES...] [ROBOT OPTIONS]")
@click.option("--lab", metavar="FILE", help="The lab file; virtual phones without it.")
@click.option("-j", "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Suites at once.")
def run(arguments: tuple[str, ...], lab: str | None, jobs: int) -> None:
    """Run SUITES (by default the folder suites) and keep log.html, report.html and output.xml in one folder.

    All options of Robot Framework pass through, for example --include, --test, --outputdir and --loglevel.
    """
    from robot.errors import DataError, Information
    from robot.run import RobotFramework

    if jobs > 1 and lab is not None and lab.casefold() != "virtual":
        raise UsageError(
            f"-j {jobs} with the lab file {lab} is refused: two suites could take the same phone.",
            hint="run with -j 1, or on virtual phones, where each job has its own.",
        )
    try:
        options, suites = RobotFramework().parse_arguments([*arguments, *_default_suites(arguments)])
    except Information as information:
        click.echo(str(information))
        sys.exit(0)
    except DataError as error:
        raise UsageError(str(error), hint="polylab run --help; Robot's own options: robot --help") from None
    given = [argument for argument in arguments if argument not in suites]
    folder = Path(options.get("outputdir") or DEFAULT_FOLDER)
    if "outputdir" not in options:
        given += ["--outputdir", DEFAULT_FOLDER]
    if lab is not None:
        if lab.casefold() != "virtual":
            lab = str(_lab_file(lab))
        given += ["--variable", f"LAB:{lab}"]
    code = _pabot(given, suites, jobs, folder) if jobs > 1 else _robot([*given, *suites])
    if "dryrun" not in options:
        code = code or _second_look(folder / str(options.get("output") or "output.xml"), lab)
    sys.exit(code)


def _lab_file(lab: str) -> Path:
    path = Path(lab).resolve()
    if not path.is_file():
        raise UsageError(f"There is no lab file '{lab}'.", seen=f"looked for {path}.")
    return path


def _default_suites(arguments: tuple[str, ...]) -> list[str]:
    """``suites`` when no path is named at all (an option's value that is a path counts as one: then name them)."""
    if any(not argument.startswith("-") and Path(argument).exists() for argument in arguments):
        return []
    if Path("suites").is_dir():
        return ["suites"]
    return []


def _robot(arguments: list[str]) -> int:
    from robot.run import run_cli

    return int(run_cli(arguments, exit=False))


def _pabot(options: list[str], suites: list[str], jobs: int, folder: Path) -> int:
    expected = _count(options, suites)
    folder.mkdir(parents=True, exist_ok=True)
    # The robot of this environment, wherever PATH leads; and no lock server, which two runs on a host would share.
    robot = ["--command", sys.executable, "-m", "robot", "--end-command"]
    command = [sys.executable, "-m", "pabot.pabot", *robot, "--no-pabotlib", "--processes", str(jobs)]
    code = _waited([*command, *options, *suites])
    found = _tests(folder / "output.xml")
    if found is not None and expected is not None and found != expected:
        click.echo(f"polylab: {expected} tests were to run, but the results hold {found}: a worker died.", err=True)
        return code or 252
    return code


def _waited(command: list[str]) -> int:
    """Run a command to its end, also on Ctrl-C: pabot ends its workers, and with them their phones, before it ends."""
    with subprocess.Popen(command) as child:
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:
                click.echo("polylab: ending the workers and their virtual phones ...", err=True)


def _count(options: list[str], suites: list[str]) -> int | None:
    """How many tests a dry run finds."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "dry.xml"
        quiet = ["--dryrun", "--output", str(output), "--log", "NONE", "--report", "NONE", "--console", "none"]
        subprocess.run([sys.executable, "-m", "robot", *options, *quiet, *suites], check=False, capture_output=True)
        return _tests(output)


def _tests(output: Path) -> int | None:
    if not output.is_file():
        return None
    result = _result(output)
    return int(result.suite.test_count)


def _result(output: Path) -> Any:
    from robot.api import ExecutionResult

    return ExecutionResult(str(output), include_keywords=False)


def _second_look(output: Path, lab: str | None) -> int:
    """What Robot itself takes for a success: a listener that could not be imported, phones of another lab."""
    if not output.is_file():
        return 0
    result = _result(output)
    for message in result.errors.messages:
        if "Taking listener" in message.message and "into use failed" in message.message:
            click.echo(f"polylab: {message.message}", err=True)
            return 252
    if lab is not None:
        for suite in _with_lab(result.suite):
            if suite.metadata["Lab"] != lab:
                click.echo(
                    f"polylab: {suite.full_name} ran on the lab {suite.metadata['Lab']}, not on {lab}.", err=True
                )
                return 252
    return 0


def _with_lab(suite: Any) -> list[Any]:
    own = [suite] if "Lab" in suite.metadata else []
    return own + [found for child in suite.suites for found in _with_lab(child)]
