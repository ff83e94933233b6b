"""What a phone of the lab shows now; its configuration is left as it was."""

import click

from PolyLibrary.cli.rest import tell_warning
from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import UsageError
from PolyLibrary.lab.labfile import LabPhone
from PolyLibrary.models import model as model_named
from PolyLibrary.redaction import Password
from PolyLibrary.session.config.configguard import ConfigGuard
from PolyLibrary.session.several.batch import Batch, target_of
from PolyLibrary.session.sight.pictures import Pictures

_LIMIT = 10.0
_BACK_LIMIT = 20.0


def live_picture(entry: LabPhone, model: str, password: Password | None) -> tuple[bytes, str]:
    """A capture of the phone's screen, and its firmware.

    Args:
        model: The model that the picture is for.

    Raises:
        UsageError: The phone is another model.
        LabError: It cannot be reached, or gives no picture.
    """
    batch = Batch(_LIMIT)
    batch.steps.listen(tell_warning)
    phone = batch.phone(target_of(entry, password))
    guard = ConfigGuard(entry.name, phone.config)
    deadline = Deadline(_LIMIT, "the time for a picture")
    try:
        info = phone.info.device(deadline)
        told = model_named(info.model)
        if told.name != model:
            raise UsageError(
                f"{entry.name} is a {told.display}, not a {model}.", hint=f"polylab layout show {told.name}"
            )
        try:
            picture = Pictures(entry.name, phone, guard, batch.steps).take(deadline)
        finally:
            for change in guard.restore_all(Deadline(_BACK_LIMIT, "the time to put capture back")):
                click.echo(f"polylab: {entry.name}: put back {change}", err=True)
        return picture.data, str(info.firmware)
    finally:
        phone.close()
