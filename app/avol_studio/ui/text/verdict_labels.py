"""How a verdict is said: words, an icon and a colour of the theme, never the colour alone."""

from dataclasses import dataclass

from avol.localizer import Verdict


@dataclass(frozen=True, slots=True)
class VerdictLabel:
    """What stands for a verdict on screen."""

    text: str
    short: str
    icon: str
    colour: str


VERDICT_LABELS: dict[Verdict, VerdictLabel] = {
    Verdict.MATCH: VerdictLabel("Something here makes this sound", "Matches", "matches", "good"),
    Verdict.NO_MATCH: VerdictLabel(
        "Nothing here makes this sound", "No match", "no-match", "caution"
    ),
    Verdict.SILENCE: VerdictLabel("Silence", "Silence", "silence", "muted"),
}


SILENCE_TEST = VerdictLabel(
    "Deaf test: the sound is cut off", "Deaf test", "silence-test", "caution"
)
"""In place of a verdict: what is lit now, the picture lights by itself."""


def waiting_label(engine: str) -> VerdictLabel:
    """What is said while there is no map, from what the flow says of its engine."""
    if engine == "no model":
        return VerdictLabel("No model", "No model", "warning", "caution")
    words = "Loading the model…" if engine == "loading…" else "Listening…"
    return VerdictLabel(words, words, "listening", "muted")
