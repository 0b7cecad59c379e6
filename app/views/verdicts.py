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
WAITING = Saying("Listening…", "Listening…", "listening", "muted")
