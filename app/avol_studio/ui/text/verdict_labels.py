"""Texts, icons and theme colours of the verdicts."""

from dataclasses import dataclass

from avol.localization import FINE_MAPS, Localization, Verdict
from avol_studio.core.class_names import class_name
from avol_studio.core.translation import number, tr

MIN_PROBABILITY = 0.05
"""Smallest probability of a class that is named."""


@dataclass(frozen=True, slots=True)
class VerdictLabel:
    """Text, icon and colour of a verdict."""

    text: str
    short: str
    icon: str
    colour: str
    explanation: str = ""


VERDICT_LABELS: dict[Verdict, VerdictLabel] = {
    Verdict.MATCH: VerdictLabel(
        tr("Source found"),
        tr("Source found"),
        "matches",
        "good",
        tr("The highlighted objects match the audio; all objects of a class are highlighted."),
    ),
    Verdict.NO_MATCH: VerdictLabel(
        tr("No known source in view"),
        tr("No known source"),
        "no-match",
        "caution",
        tr("The model recognises the audio, and sees no object of these classes."),
    ),
    Verdict.UNFAMILIAR: VerdictLabel(
        tr("Unfamiliar sound"),
        tr("Unfamiliar sound"),
        "unfamiliar",
        "muted",
        tr("The audio belongs to no class that the model knows; see Help, Known classes."),
    ),
    Verdict.SILENCE: VerdictLabel(
        tr("Silence"), tr("Silence"), "silence", "muted", tr("The audio is silent at this time.")
    ),
    Verdict.NO_AUDIO: VerdictLabel(
        tr("No audio"),
        tr("No audio"),
        "no-audio",
        "muted",
        tr("There is no audio; replace it with Analysis, Replace audio."),
    ),
}


def audio_classes_text(localization: Localization) -> str:
    """The most probable classes of the audio, such as "Audio: violin 0.82, cello 0.11"."""
    classes = ", ".join(
        f"{class_name(name)} {number(probability, 2)}"
        for name, probability in localization.heard
        if probability >= MIN_PROBABILITY
    )
    return tr("Audio: {classes}").format(classes=classes) if classes else ""


def match_text(localization: Localization | None) -> str:
    """The probability of a match, such as "Probability of a match: 28 %"; "" if there is none."""
    if localization is None or not localization.verdict.has_sound:
        return ""
    probability = localization.match_probability
    if probability is None:
        return ""
    return tr("Probability of a match: {percent} %").format(percent=number(100 * probability, 0))


def waiting_label(engine: str, camera_stopped: bool) -> VerdictLabel:
    """The label while there is no map, from the states of the engine and of a live camera."""
    if camera_stopped:
        return VerdictLabel(tr("No image"), tr("No image"), "warning", "caution")
    if engine == "no model":
        return VerdictLabel(tr("No model"), tr("No model"), "warning", "caution")
    text = tr("Computing the map…")
    if engine == "loading…":
        text = tr("Loading the model…")
    elif engine.endswith(FINE_MAPS):  # they take five times as long
        text = tr("Computing the fine map…")
    return VerdictLabel(text, text, "listening", "muted")
