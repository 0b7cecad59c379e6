"""A small notation for the scores: notes, voices, strummed chords, drum strokes.

A line consists of notes `PITCH/BEATS` one after another, `r/BEATS` a rest, `C4+E4+G4/1` a chord.
"""

from dataclasses import dataclass

SHARPS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}


@dataclass(frozen=True, slots=True)
class Note:
    """One note; start and length in beats, pitch and strength as MIDI numbers."""

    start: float
    length: float
    pitch: int
    strength: int


@dataclass(frozen=True, slots=True)
class Score:
    """The part of one instrument; `program`: General MIDI number, None for the drum kit."""

    program: int | None
    tempo: float
    notes: tuple[Note, ...]
    after: str
    """The source work."""


def pitch(name: str) -> int:
    """MIDI number of a name such as F#4 or Bb3; C4 is 60."""
    step, octave = name[:-1], int(name[-1])
    return SHARPS[step[0]] + step.count("#") - step.count("b") + 12 * (octave + 1)


def line(text: str, strength: int = 92, start: float = 0.0, hold: float = 0.96) -> tuple[Note, ...]:
    """Notes of one voice; each sounds for `hold` of its time, those on a beat louder."""
    notes, at = list[Note](), start
    for word in text.replace("|", " ").split():
        names, _, beats = word.partition("/")
        length = float(beats)
        accent = 7 if at % 1 == 0 else 0
        if names != "r":
            for name in names.split("+"):
                notes.append(Note(at, length * hold, pitch(name), strength + accent))
        at += length
    return tuple(notes)


def strum(
    names: str, start: float, strength: int, length: float, gap: float = 0.045
) -> tuple[Note, ...]:
    """A chord brushed string after string, `gap` beats apart."""
    return tuple(
        Note(start + i * gap, length, pitch(name), strength) for i, name in enumerate(names.split())
    )


def sarabande(chords: str, beats: float = 2, strength: int = 100) -> tuple[Note, ...]:
    """Each chord for `beats`: down, a lighter down after a half, up on the last quarter of it."""
    bars = list[Note]()
    for number, chord in enumerate(chords.split(" | ")):
        at, up = number * beats, " ".join(chord.split()[:-5:-1])
        bars += strum(chord, at, strength, 0.45 * beats)
        bars += strum(chord, at + beats / 2, strength - 10, 0.22 * beats)
        bars += strum(up, at + 0.75 * beats, strength - 16, 0.22 * beats, gap=0.03)
    return tuple(bars)


def hits(drum: int, beats: str, strength: int) -> tuple[Note, ...]:
    """One drum struck at the listed beats."""
    return tuple(
        Note(float(b), 0.2, drum, strength - (9 if float(b) % 1 else 0)) for b in beats.split()
    )


def every(step: float, start: float, stop: float) -> str:
    """Beats `step` apart, from `start` to before `stop`, as `hits` reads them."""
    return " ".join(str(start + step * i) for i in range(round((stop - start) / step)))


def tune(program: int, tempo: float, after: str, *voices: tuple[Note, ...]) -> Score:
    return Score(program, tempo, tuple(note for voice in voices for note in voice), after)


def kit(tempo: float, *strokes: tuple[Note, ...]) -> Score:
    return Score(
        None, tempo, tuple(note for stroke in strokes for note in stroke), "no work; a beat"
    )
