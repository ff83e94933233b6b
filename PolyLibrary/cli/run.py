"""``polylab run``: suites on the lab, in parallel if asked, results in one folder."""

import sys
from pathlib import Path
from typing import Any

import click

from PolyLibrary.cli.parallel import run_parallel
from PolyLibrary.cli.results import interrupted, result_of, was_stopped, written
from PolyLibrary.cli.tied import INTERRUPTED
from PolyLibrary.errors import UsageError

DEFAULT_FOLDER = "results"


@click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="[SUITES...] [ROBOT OPTIONS]")
@click.option("--lab", metavar="FILE", help="The lab file; virtual phones without it.")
@click.option("-j", "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Suites at once.")
def run(arguments: tuple[str, ...], lab: str | None, jobs: int) -> None:
    """Run SUITES (by default the folder suites) and keep log.html, report.html and output.xml in one folder.

    All options of Robot Framework pass through, for example --include, --test, --outputdir and --loglevel.

    Exit code: 0 all passed, 1 to 250 that many tests failed (250: or more), 252 wrong data or
    options of Robot, or results that are not of all tests, 253 stopped by the user, 255 an unexpected error; 2 for
    wrong use of polylab.
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
    output = folder / str(options.get("output") or "output.xml")
    try:
        code = run_parallel(given, suites, jobs, output) if jobs > 1 else _robot([*given, *suites], output)
    except KeyboardInterrupt:
        click.echo("polylab: interrupted before any test ran.", err=True)
        sys.exit(INTERRUPTED)
    if "dryrun" not in options:
        code = code or _second_look(output, lab)
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


def _robot(arguments: list[str], output: Path) -> int:
    from robot.run import run_cli

    before = written(output)
    code = int(run_cli(arguments, exit=False))
    if code and written(output) != before and was_stopped(output):
        click.echo(f"polylab: {interrupted(output)}", err=True)
        return INTERRUPTED
    return code


def _second_look(output: Path, lab: str | None) -> int:
    """What Robot itself takes for a success: a listener that could not be imported, phones of another lab."""
    if not output.is_file():
        return 0
    result = result_of(output)
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
