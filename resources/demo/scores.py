"""The scores: short arrangements of public-domain music."""

from music import every, hits, kit, line, sarabande, tune

KICK, SNARE, HAT, OPEN_HAT, CRASH, RIDE = 36, 38, 42, 46, 49, 51
HIGH_TOM, MID_TOM, FLOOR_TOM = 48, 45, 43
SPRING = "Vivaldi, Concerto op. 8 no. 1, “Spring” (1725)"
JOY = "Beethoven, Symphony no. 9 (1824)"
VIOLIN, GUITAR, TRUMPET, FLUTE, PIANO = 40, 24, 56, 73, 0

SCORES = {
    "violin_spring": tune(
        VIOLIN,
        136,
        SPRING,
        line(
            "E5/.5 | G#5/.5 G#5/.5 G#5/.5 F#5/.25 E5/.25 B5/1.5 B5/.25 A5/.25"
            "| G#5/.5 G#5/.5 G#5/.5 F#5/.25 E5/.25 B5/1.6"
        ),
    ),
    "drums_groove": kit(
        112.5,
        hits(CRASH, "0", 96),
        hits(HAT, every(0.5, 0.5, 5), 78),
        hits(KICK, "0 1.5 2 2.75 4", 112),
        hits(SNARE, "1 3", 108),
        hits(HIGH_TOM, "4.5 4.75", 108),
        hits(MID_TOM, "5 5.25", 110),
        hits(FLOOR_TOM, "5.5 5.75", 114),
    ),
    "guitar_folia": tune(
        GUITAR,
        134,
        "“La Folía”, Iberian, 17th century",
        sarabande("A2 E3 A3 C4 E4 | E2 B2 E3 G#3 B3 E4 | A2 E3 A3 C4 E4 | G2 B2 D3 G3 B3 G4"),
    ),
    "trumpet_joy": tune(
        TRUMPET, 156, JOY, line("D5/1 D5/1 Eb5/1 F5/1 | F5/1 Eb5/1 D5/1 C5/1.2", 98, hold=0.9)
    ),
    "piano_sonata": tune(
        PIANO,
        152,
        "Mozart, Sonata K. 545 (1788)",
        line("C5/2 E5/1 G5/1 | B4/1.5 C5/.25 D5/.25 C5/1.5", 94),
        line(
            "C4/.5 G4/.5 E4/.5 G4/.5 | C4/.5 G4/.5 E4/.5 G4/.5"
            "| D4/.5 G4/.5 F4/.5 G4/.5 | C4/.5 G4/.5 E4/.5 G4/.5",
            70,
        ),
    ),
    "violin_spring_answer": tune(
        VIOLIN,
        142,
        SPRING,
        line(
            "B5/.5 | G#5/.25 A5/.25 B5/.5 A5/.5 G#5/.5 F#5/.5 D#5/.5 B4/.5 E5/.5"
            "| G#5/.25 A5/.25 B5/.5 A5/.5 G#5/.5 F#5/1 E5/1.2"
        ),
    ),
    "drums_ride": kit(
        142,
        hits(RIDE, every(0.5, 0.5, 8.5), 84),
        hits(KICK, "0.5 2.5 4.5 6 6.5 8", 106),
        hits(SNARE, "1.5 3.5 5.5 7.5", 102),
    ),
    "flute_morning": tune(
        FLUTE,
        262,
        "Grieg, Peer Gynt, “Morning Mood” (1875)",
        line(
            "B5/1 G#5/1 F#5/1 E5/1 F#5/1 G#5/1"
            "| B5/1 G#5/1 F#5/1 E5/1 F#5/.5 G#5/.5 F#5/.5 G#5/.5 | B5/2.2",
            hold=1.0,
        ),
    ),
    "guitar_chords": tune(
        GUITAR,
        170,
        JOY,
        sarabande(
            "A2 Eb3 A3 C4 F4 | Bb2 F3 Bb3 D4 F4 | Bb2 F3 Bb3 D4 F4"
            " | G2 D3 G3 Bb3 D4 | A2 Eb3 A3 C4 F4"
        ),
    ),
    "trumpet_joy_answer": tune(
        TRUMPET,
        170,
        JOY,
        line("F5/1 Eb5/1 D5/1 C5/1 | Bb4/1 Bb4/1 C5/1 D5/1 | C5/1.5 Bb4/.7", 96, hold=0.92),
    ),
    "trumpet_finale": tune(
        TRUMPET, 146, JOY, line("Bb4/1 Bb4/1 C5/1 D5/1 | C5/1.5 Bb4/.5 Bb5/2.6", 102, hold=0.92)
    ),
    "drums_finale": kit(
        146,
        hits(CRASH, "0 6", 104),
        hits(HAT, every(0.5, 0.5, 5), 80),
        hits(OPEN_HAT, "3.5", 84),
        hits(KICK, "0 1.5 2 3.5 4 6", 112),
        hits(SNARE, "1 3 5 5.25 7", 108),
        hits(HIGH_TOM, "5.5", 110),
        hits(FLOOR_TOM, "5.75 6.5 7.25 7.5", 112),
    ),
}
