"""The picture files that a test or a map names, and whether they hold for this phone."""

from pathlib import Path

from PolyLibrary.errors import NotPossible, UsageError
from PolyLibrary.layout.maps import map_folders
from PolyLibrary.layout.things import Element
from PolyLibrary.names import did_you_mean, quoted
from PolyLibrary.session.phone_session import PhoneSession


def picture_file(session: PhoneSession, name: str) -> Path:
    """The file of ``image:NAME``: an absolute path, or beside the suite, in the working directory, or next to a map.

    Raises:
        UsageError: No folder has it; names the folders and the nearest files.
    """
    path = Path(name).expanduser()
    if path.is_absolute():
        folders = [path.parent]
    else:
        beside = [session.suite_folder] if session.suite_folder is not None else []
        maps = map_folders(session.layouts)
        folders = [*beside, Path.cwd(), *(folder / session.model.name.lower() for folder in maps), *maps]
    for folder in dict.fromkeys(folders):
        found = folder / path.name if path.is_absolute() else folder / path
        if found.is_file():
            return found
    near = sorted({each.name for folder in folders for each in (folder / path).parent.glob("*.png")})
    raise UsageError(
        f"There is no picture '{name}'.",
        seen=f"looked in {quoted(str(folder) for folder in dict.fromkeys(folders))}.",
        tried="nothing, the phone was not asked.",
        hint=did_you_mean(path.name, near, "pictures there")
        if near
        else f"cut one from a capture: polylab layout cut {session.model.name} NAME --from capture.png --box l,t,r,b.",
    )


def usable_picture(session: PhoneSession, element: Element) -> Path | None:
    """The picture of an element where it holds for this phone: what was cut from an emulated one is no real icon."""
    if element.image is None or (element.image_source == "emulator" and not session.virtual):
        return None
    return element.image


def no_usable_picture(session: PhoneSession, element: Element) -> NotPossible:
    """Why an element that has only a picture cannot be looked for on this phone."""
    assert element.image is not None
    return NotPossible(
        f"The picture of '{element.name}' was cut from an emulated phone: it says nothing of {session.title}.",
        seen=f"{element.image.name} has the source '{element.image_source}'.",
        tried="nothing, the phone was not asked.",
        hint=f"cut one from your own: polylab layout cut {session.model.name} '{element.name}' --from capture.png.",
    )
