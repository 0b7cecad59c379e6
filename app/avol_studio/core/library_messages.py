"""Translates the error messages of the library `avol`, which knows no languages."""

from __future__ import annotations

import re
from functools import cache

from avol_studio.core.class_names import known_name
from avol_studio.core.translation import QT_TR_NOOP, tr

TEMPLATES: tuple[str, ...] = (
    QT_TR_NOOP("Checkpoint not found: {}; choose one that comes with AVOL: {}."),
    QT_TR_NOOP("{} does not match its model card (its SHA-256 differs); get fresh copies of both."),
    QT_TR_NOOP("{} has no localization map; choose an AVOL-Net checkpoint."),
    QT_TR_NOOP("{} is not a complete safetensors file; get a fresh copy of it."),
    QT_TR_NOOP("“{}” cannot be written ({}); choose another folder or free space."),
    QT_TR_NOOP("Cannot create folder “{}” ({}); choose another."),
    QT_TR_NOOP("“{}” cannot be read ({}); check the path."),
    QT_TR_NOOP("“{}” is encrypted; open a copy without copy protection."),
    QT_TR_NOOP(
        "“{}” has appeared during the work and was not written by AVOL; choose another place, "
        "or replace it with --overwrite."
    ),
    QT_TR_NOOP("“{}” is not a file; choose a file."),
    QT_TR_NOOP("“{}” is not a file; choose another name."),
    QT_TR_NOOP("“{}” is larger than {} MiB; choose another file or split it."),
    QT_TR_NOOP("“{}” is a folder; choose another name."),
    QT_TR_NOOP("“{}” cannot be written; choose a writable folder."),
    QT_TR_NOOP("The disk of “{}” is full; free space or choose another."),
    QT_TR_NOOP("There is no CUDA device on this machine; choose “auto”."),
    QT_TR_NOOP("The CUDA device failed ({}); choose “auto”."),
    QT_TR_NOOP("{} was made from other weights; compile again or choose “torch”."),
    QT_TR_NOOP("{} is {} off on this processor; choose “fp32” or “torch”."),
    QT_TR_NOOP("{} has no {} graphs; compile it or choose “torch”."),
    QT_TR_NOOP("{} cannot be read; compile again or choose “torch”."),
    QT_TR_NOOP("Attribution needs {}, which is not installed; run: {}"),
    QT_TR_NOOP("Training needs {}, which is not installed; run: {}"),
    QT_TR_NOOP("The engine “{}” needs {}, which is not installed; run: {}"),
    QT_TR_NOOP("The library map needs {}, which is not installed; run: {}"),
    QT_TR_NOOP("The search in a large library needs {}, which is not installed; run: {}"),
    QT_TR_NOOP("{} needs {}, which is not installed; run: {}"),
    QT_TR_NOOP("{} has no map; choose a checkpoint of an AVOL-Net."),
    QT_TR_NOOP("“{}” contains no item with a box; choose another list."),
    QT_TR_NOOP("“{}” contains no item; choose another list."),
    QT_TR_NOOP("“{}” contains no video; choose another folder."),
    QT_TR_NOOP("“{}” has no audio; add an audio file (--sound)."),
    QT_TR_NOOP("The audio of “{}” is damaged; try another copy."),
    QT_TR_NOOP("“{}” is not a file; choose a media file."),
    QT_TR_NOOP("“{}” is empty; copy or record it again."),
    QT_TR_NOOP("The time stamps in “{}” are damaged; try another copy."),
    QT_TR_NOOP("“{}” cannot be read; ask for permission to read it."),
    QT_TR_NOOP("“{}” is damaged or not a media file; try another copy or convert it to MP4."),
    QT_TR_NOOP("No frame of “{}” can be decoded; try another copy."),
    QT_TR_NOOP("“{}” has no video; open a video file instead."),
    QT_TR_NOOP("“{}” has no audio; open a file with an audio track."),
    QT_TR_NOOP("“{}” has no audio in it; open another file."),
    QT_TR_NOOP("“{}” has no audio track {}; choose one from 1 to {}."),
    QT_TR_NOOP("“{}” has no frame; record for longer."),
    QT_TR_NOOP("“{}” cannot be repaired ({}); check its folder."),
    QT_TR_NOOP("“{}” is damaged before its end; try a repair tool."),
    QT_TR_NOOP("“{}” is not a readable image; use a PNG or JPEG."),
    QT_TR_NOOP("“{}” cannot be read; check the path “{}”."),
    QT_TR_NOOP("Model card not found: {}; place it next to the weights file."),
    QT_TR_NOOP("{} is from a newer AVOL; update AVOL to use it."),
    QT_TR_NOOP("“{}” is neither a file nor a bundled sound; choose {}."),
    QT_TR_NOOP(
        "The library “{}” was made with other weights ({}) than {}; choose those, or index again "
        "with --rebuild."
    ),
    QT_TR_NOOP("The library “{}” is damaged ({} names no weights); index again with --rebuild."),
    QT_TR_NOOP("The library “{}” is from a newer AVOL; update AVOL."),
    QT_TR_NOOP("The folder “{}” cannot be created ({}); choose another."),
    QT_TR_NOOP("“{}” contains no library; add files in the studio or with avol index."),
    QT_TR_NOOP("The library “{}” is damaged ({}); index again with --rebuild."),
    QT_TR_NOOP("Another program is writing the library “{}”; try again later."),
    QT_TR_NOOP("“{}” lacks the columns path and label; add them."),
    QT_TR_NOOP("No two files of the library share a label; sort them into folders."),
    QT_TR_NOOP("The library has fewer than four segments; add files."),
    QT_TR_NOOP("The loss of step {} is not finite; start again with a smaller learning rate."),
    QT_TR_NOOP(
        "“{}” has {} usable videos; add videos of at least 1 s with audio, at least {} in all."
    ),
    QT_TR_NOOP("“{}” lasts {} s; choose a time within it."),
    QT_TR_NOOP("“{}” lasts {} s; choose times within it, in order."),
    QT_TR_NOOP(
        "Boxes in {} videos or more are needed, and {} was found; annotate further videos, better "
        "{} in all."
    ),
    QT_TR_NOOP("All annotated files have similar sounds; annotate one with another."),
    QT_TR_NOOP("The recording of the room has {} s; record {} s or more, better {}."),
    QT_TR_NOOP("{} has no class heads; choose “avol”."),
    QT_TR_NOOP("A class “{}” was already taught; add examples to it, or choose another name."),
    QT_TR_NOOP("A class “{}” was already taught; choose another name."),
    QT_TR_NOOP("A class needs a name of 1 to {} printable characters; choose another one."),
    QT_TR_NOOP(
        "“{}” was taught for other weights ({}); choose those weights, or teach it again from its "
        "media."
    ),
    QT_TR_NOOP("{} has no class heads and cannot be taught classes; choose “avol”."),
    QT_TR_NOOP("“{}” cannot be taught classes ({} is missing); {}."),
    QT_TR_NOOP("No example shows “{}” or sounds like it; add an image or a sound of it."),
    QT_TR_NOOP("The image of an example is damaged; delete that example."),
    QT_TR_NOOP("The sound of an example is empty; record at least a second."),
    QT_TR_NOOP("The engine “{}” cannot be taught classes; choose “auto”."),
    QT_TR_NOOP("{} cannot be read ({}); compile it again."),
    QT_TR_NOOP(
        "Images and audio have no common space in this network; search within one modality, or "
        "use AVE-Net."
    ),
    QT_TR_NOOP("“{}” would replace the input “{}”; choose another folder."),
    QT_TR_NOOP("“{}” is not {} ({}); {}."),
    QT_TR_NOOP("“{}” is neither a lesson nor a file; choose {}."),
    QT_TR_NOOP("“{}” is from a newer AVOL; update AVOL to open it."),
    QT_TR_NOOP("“{}” is from a newer AVOL; update AVOL to read it."),
    QT_TR_NOOP("The prediction is locked; go on to the next part of the step."),
    QT_TR_NOOP("{} of {} pairs are judged; judge all of them."),
    QT_TR_NOOP("{} of {} sounds are ordered; order each of them once."),
    QT_TR_NOOP("There is no try yet; log tries first."),
    QT_TR_NOOP("This number needs a video, and the lesson has none; name its media."),
    QT_TR_NOOP("The number cannot be computed ({}); correct the lesson."),
    QT_TR_NOOP("The number does not exist for these weights; choose other weights for this step."),
    QT_TR_NOOP("The model card of these weights has no reliability; choose calibrated weights."),
    QT_TR_NOOP("This training does not reach the accuracy; choose a longer one."),
    QT_TR_NOOP("Own videos have no known positions; choose synthetic clips."),
)
"""The messages that reach the window, with {} for each value."""
COMPOSED: tuple[str, ...] = (
    QT_TR_NOOP("There are no images: the class cannot be seen; add some."),
    QT_TR_NOOP("There are no sounds: the class cannot be heard; add some."),
    QT_TR_NOOP("There is only 1 image; add {} more."),
    QT_TR_NOOP("There is only 1 sound; add {} more."),
    QT_TR_NOOP("There are only {} images; add {} more."),
    QT_TR_NOOP("There are only {} sounds; add {} more."),
    QT_TR_NOOP("Example {} does not fit the others; check or delete it."),
    QT_TR_NOOP("Examples {} do not fit the others; check or delete them."),
    QT_TR_NOOP(
        "{} was taught for other weights ({}) and cannot be used; choose those weights, or teach "
        "again from the media."
    ),
    QT_TR_NOOP(
        "{} were taught for other weights ({}) and cannot be used; choose those weights, or teach "
        "again from the media."
    ),
    QT_TR_NOOP("“{}” is not a file of taught classes ({}); choose another file."),
    QT_TR_NOOP(
        "{} was made for other weights ({}) and cannot be used; choose those weights, or adapt "
        "again."
    ),
    QT_TR_NOOP(
        "{} were made for other weights ({}) and cannot be used; choose those weights, or adapt "
        "again."
    ),
    QT_TR_NOOP("{} videos are few; annotate {} or more for a reliable result."),
    QT_TR_NOOP("{} s are short; record a minute or more."),
    QT_TR_NOOP("The noise of the room is left out: {}"),
    QT_TR_NOOP("The images look like {} and the sounds like {}; check that they belong together."),
    QT_TR_NOOP("{}, fine maps"),
)
"""Texts that the library puts together from parts, such as the name of an engine."""
PARTS: tuple[str, ...] = (
    QT_TR_NOOP("This number"),
    QT_TR_NOOP("a lesson"),
    QT_TR_NOOP("a translation of this lesson"),
    QT_TR_NOOP("a box list"),
    QT_TR_NOOP("it is empty"),
    QT_TR_NOOP("it contains binary data"),
    QT_TR_NOOP("it is incomplete"),
    QT_TR_NOOP("line {} is not UTF-8"),
    QT_TR_NOOP("line {}: {}"),
    QT_TR_NOOP("“{}” is missing"),
    QT_TR_NOOP("save it as UTF-8"),
    QT_TR_NOOP("choose another file"),
    QT_TR_NOOP("correct it"),
    QT_TR_NOOP("correct that line"),
    QT_TR_NOOP("correct that value"),
    QT_TR_NOOP("correct that item"),
    QT_TR_NOOP("copy it beside the lesson"),
    QT_TR_NOOP("follow the lesson"),
)
"""What the library inserts into its messages."""


def translated(message: str) -> str:
    """The message in the language of the window; as it is where the library has not made it."""
    for template, pattern in _patterns():
        if (match := pattern.fullmatch(message)) is not None:
            before = template.split("{}")
            return tr(template).format(*map(_inserted, before, match.groups()))
    return known_name(message)


def _inserted(before: str, value: str) -> str:
    """A value in the language of the window; the name of a file, in quotation marks, stays."""
    return value if before.endswith("“") else translated(value)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each template with its pattern; those with more fixed text come first."""
    ordered = sorted(TEMPLATES + COMPOSED + PARTS, key=lambda text: -len(text.replace("{}", "")))
    return tuple(
        (text, re.compile("(.+?)".join(re.escape(part) for part in text.split("{}")), re.DOTALL))
        for text in ordered
    )
