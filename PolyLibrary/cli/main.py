"""``polylab``: run suites, start emulated phones, act on one phone or on many.

Exit codes: 0 all passed; 1 to 250 as Robot Framework counts failed tests, and 1 when a request failed at any phone or
a picture still waits for approval; 2 wrong usage or a fault that the error text names; 251 to 255 as Robot Framework
gives them (252 invalid test data, 253 stopped by the user).
"""

import sys
from importlib.metadata import version

import click

from PolyLibrary.cli.baseline import baseline
from PolyLibrary.cli.batch import batch
from PolyLibrary.cli.emulate import emulate
from PolyLibrary.cli.layout import layout
from PolyLibrary.cli.rest import rest
from PolyLibrary.cli.run import run
from PolyLibrary.errors import PolyError
from PolyLibrary.redaction import scrub


class _Group(click.Group):
    """Shows our errors as the sentences they are, without a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except PolyError as error:
            click.echo(f"polylab: {error}", err=True)
            sys.exit(2)
        except Exception as error:
            scrub(error)
            raise


EXITS = """Exit code: 0 all is well; 1 to 250 that many tests failed (run), or 1 when a request failed at any phone
(batch, rest) or a picture still waits for approval (baseline); 2 wrong use, or a fault that the text names; 251 to 255
as Robot Framework has them, 253 stopped by the user. More: polylab COMMAND --help."""


@click.group(cls=_Group, epilog=EXITS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("polylibrary"), prog_name="polylab")
def main() -> None:
    """Test Poly/Polycom desk phones: run Robot Framework suites on real or emulated phones."""


main.add_command(run)
main.add_command(emulate)
main.add_command(batch)
main.add_command(rest)
main.add_command(layout)
main.add_command(baseline)
