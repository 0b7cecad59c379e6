"""Make the demo clip and its truth from the parts: `python resources/demo/make.py`.

Writes demo.mp4 and truth.json beside this file (about four minutes on two idle cores). With
`--still SECONDS FILE.png` it draws that one moment instead. `stems.py` renders the sounds anew from
the scores, `enlarge.py` the cut-outs from their package; both results are kept in parts/.
"""

import argparse
import json
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

import cv2
import film
import numpy as np
from mix import soundtrack
from numpy.typing import NDArray
from programme import FPS, FRAMES, HEIGHT, PROGRAMME, STARTS, WIDTH
from render import Box, Director, Shot

FOLDER = Path(__file__).parent
CREDITS = (
    "Instruments: tuxpaint-stamps (GPL-2+). Sounds: MuseScore_General SoundFont (MIT). "
    "Music: public domain. Clip: GPL-2+; see LICENSE.md."
)


def segments() -> list[dict[str, object]]:
    """What sounds when, as truth.json has it."""
    return [
        {"start": start, "stop": stop, "kind": plan.kind, "sounding": list(plan.sounding)}
        for start, stop, plan in zip(STARTS, STARTS[1:], PROGRAMME, strict=False)
    ]


def truth(boxes: list[dict[str, Box]]) -> str:
    """truth.json: the segments, and the boxes of whom one can see, a frame a line."""
    size = {"fps": FPS, "width": WIDTH, "height": HEIGHT}
    head = {**size, "credits": CREDITS, "segments": segments()}
    rounded = [
        {name: [round(float(side), 4) for side in box] for name, box in sorted(seen.items())}
        for seen in boxes
    ]
    lines = [
        json.dumps({"time": round(number / FPS, 2), "boxes": seen})
        for number, seen in enumerate(rounded)
    ]
    return json.dumps(head, indent=1)[:-2] + ',\n "frames": [\n' + ",\n".join(lines) + "\n]}\n"


@cache
def _director() -> Director:
    return Director()


def _shoot(number: int) -> Shot:
    """Frame `number`; every process of the pool keeps a director of its own."""
    return _director().shoot(number / FPS)


def make() -> None:
    """Render every frame, encode the clip, write the truth."""
    boxes = list[dict[str, Box]]()

    def kept(shot: Shot) -> NDArray[np.uint8]:
        boxes.append(shot.boxes)
        return shot.image

    with ProcessPoolExecutor(initializer=cv2.setNumThreads, initargs=(1,)) as pool:
        shots = pool.map(_shoot, range(FRAMES), chunksize=8)
        film.write(FOLDER / "demo.mp4", map(kept, shots), soundtrack())
    (FOLDER / "truth.json").write_text(truth(boxes), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Make the demo clip and its truth.")
    parser.add_argument("--still", nargs=2, metavar=("SECONDS", "FILE"))
    chosen = parser.parse_args().still
    if chosen:
        cv2.imwrite(chosen[1], Director().shoot(float(chosen[0])).image[..., ::-1])
    else:
        make()
