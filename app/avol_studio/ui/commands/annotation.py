"""The commands for boxes round what sounds; part of `avol_studio.ui.commands.SPECS`."""

from avol_studio.ui.commands.spec import CommandContext, CommandSpec, loaded, of_file

_MENU = "Inspect/Boxes"


def _boxed(now: CommandContext) -> bool:
    return of_file(now) and now.boxes.frames > 0


def _chosen(now: CommandContext) -> bool:
    return of_file(now) and now.boxes.chosen


BOXES = (
    CommandSpec(
        "view.boxes", "Boxes panel", ("Ctrl+6",), _MENU,
        "Unfold or fold the Boxes panel: mark what sounds, measure the maps", "",
        loaded, lambda now: "annotation" in now.open_panels,
    ),
    CommandSpec(
        "box.mode", "Draw boxes", ("X",), _MENU,
        "Draw, move and size boxes round what sounds on the paused picture", "box", of_file,
        lambda now: now.boxes.marking,
    ),
    CommandSpec(
        "box.name", "Name the box…", ("Shift+X",), _MENU,
        "Name the chosen box, and those drawn next", "", of_file,
    ),
    CommandSpec(
        "box.silent", "This one is silent", ("Shift+N",), _MENU,
        "The chosen box is of something that makes no sound now", "mute", _chosen,
        lambda now: now.boxes.silent,
    ),
    CommandSpec(
        "box.absent", "Nothing here sounds", ("N",), _MENU,
        "Nothing in this picture makes the sound: the map is to be dark", "nothing", of_file,
        lambda now: now.boxes.absent,
    ),
    CommandSpec(
        "box.copy_on", "Copy to the next frame", (">",), _MENU,
        "Copy the boxes of this frame to the next one, and go there", "box-on",
        lambda now: of_file(now) and now.boxes.here,
    ),
    CommandSpec(
        "box.take", "Take the boxes from before", ("<",), _MENU,
        "Copy the boxes of the last marked frame before this one to here", "", _boxed,
    ),
    CommandSpec(
        "box.delete", "Delete the box", ("Del",), _MENU, "Delete the chosen box", "close", _chosen,
    ),
    CommandSpec(
        "box.clear", "Delete all boxes here", ("Shift+Del",), _MENU,
        "Delete all that is marked in this frame", "", lambda now: of_file(now) and now.boxes.here,
    ),
    CommandSpec(
        "box.next", "Next marked frame", ("Ctrl+PgDown",), _MENU,
        "To the next frame with boxes", "", _boxed,
    ),
    CommandSpec(
        "box.previous", "Previous marked frame", ("Ctrl+PgUp",), _MENU,
        "To the frame with boxes before", "", _boxed,
    ),
    CommandSpec(
        "box.import", "Import boxes…", ("Ctrl+Shift+I",), _MENU,
        "Take in the rows of a box list (VGG-SS and others) that are about this file", "import",
        of_file,
    ),
    CommandSpec(
        "box.export", "Export boxes…", ("Ctrl+Shift+E",), _MENU,
        "Write the boxes as a list for  avol evaluate localization; rows of other files in it stay",
        "export", _boxed,
    ),
)  # fmt: skip
