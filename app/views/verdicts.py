"""How a verdict is said: words, an icon and a colour of the theme, never the colour alone."""

from dataclasses import dataclass

from avol.localizer import Verdict


@dataclass(frozen=True, slots=True)
class Saying:
    """What stands for a verdict on screen."""

    words: str
    short: str
    icon: str
    colour: str


SAYINGS: dict[Verdict, Saying] = {
    Verdict.MATCHES: Saying("Something here makes this sound", "Matches", "matches", "good"),
    Verdict.NO_MATCH: Saying("Nothing here makes this sound", "No match", "nothing", "caution"),
    Verdict.SILENCE: Saying("Silence", "Silence", "silence", "muted"),
}


DEAF = Saying("Deaf test: the sound is cut off", "Deaf test", "deaf", "caution")
"""In place of a verdict: what is lit now, the picture lights by itself."""


def waiting(engine: str) -> Saying:
    """What is said while there is no map, from what the flow says of its engine."""
    if engine == "no model":
        return Saying("No model", "No model", "warning", "caution")
    words = "Loading the model…" if engine == "loading…" else "Listening…"
    return Saying(words, words, "listening", "muted")
