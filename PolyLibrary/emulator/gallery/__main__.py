"""The command that writes the pictures."""

from pathlib import Path

import click

from PolyLibrary.emulator.gallery.sheet import save
from PolyLibrary.emulator.gallery.taking import take
from PolyLibrary.models import model

SHOWN = ("VVX201", "VVX450", "VVX600", "VVX1500", "Trio8800", "CCX500")


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--model", "models", multiple=True, help="A model; may be given several times. Default: six of them.")
@click.option("--state", "states", multiple=True, help="A state; default: all.")
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="A parameter of the phones.")
def main(folder: Path, models: tuple[str, ...], states: tuple[str, ...], settings: tuple[str, ...]) -> None:
    """Write one picture of each screen of each model into FOLDER."""
    names = [model(name).name for name in models or SHOWN]
    config = dict(setting.split("=", 1) for setting in settings)
    for name, taken in take(names, states=states, config=config).items():
        save(folder, name, taken)


if __name__ == "__main__":
    main()
