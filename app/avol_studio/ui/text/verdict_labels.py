"""Texts, icons and theme colours of the verdicts."""

from dataclasses import dataclass

from avol.localizer import Verdict


@dataclass(frozen=True, slots=True)
class VerdictLabel:
    """Text, icon and colour of a verdict."""

    text: str
    short: str
    icon: str
    colour: str


VERDICT_LABELS: dict[Verdict, VerdictLabel] = {
    Verdict.MATCH: VerdictLabel("Source found", "Match", "matches", "good"),
    Verdict.NO_MATCH: VerdictLabel("No known source in view", "No match", "no-match", "caution"),
    Verdict.SILENCE: VerdictLabel("Silence", "Silence", "silence", "muted"),
}


SILENCE_TEST = VerdictLabel(
    "Audio muted for the model (silence test)", "Silence test", "silence-test", "caution"
)
"""In place of a verdict: bright cells now depend on the image alone."""


def waiting_label(engine: str) -> VerdictLabel:
    """The label while there is no map, from the state of the engine."""
    if engine == "no model":
        return VerdictLabel("No model", "No model", "warning", "caution")
    text = "Loading the model…" if engine == "loading…" else "Listening…"
    return VerdictLabel(text, text, "listening", "muted")
