"""Create the demo clip and its ground truth: `python resources/demo/make.py`.

Writes demo.mp4 and truth.json to the folder of this file (about four minutes on two idle cores).
With `--still SECONDS FILE.png` it renders a single frame instead. `stems.py` renders the sounds
from the scores, `enlarge.py` the cut-outs from their package; both results are stored in parts/.
"""

import argparse
import json
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from mix import soundtrack
from numpy.typing import NDArray
from programme import FPS, FRAMES, HEIGHT, PROGRAMME, STARTS, WIDTH
from render import Box, Renderer, Shot
from video_file import write

FOLDER = Path(__file__).parent
CREDITS = (
    "Instruments: tuxpaint-stamps (GPL-2+). Sounds: MuseScore_General SoundFont (MIT). "
    "Music: public domain. Clip: GPL-2+; see LICENSE.md."
)


def segments() -> list[dict[str, object]]:
    """The sounding instruments over time, in the format of truth.json."""
    return [
        {"start": start, "stop": stop, "kind": plan.kind, "sounding": list(plan.sounding)}
        for start, stop, plan in zip(STARTS, STARTS[1:], PROGRAMME, strict=False)
    ]


def truth(boxes: list[dict[str, Box]]) -> str:
    """truth.json: the segments, and the boxes of the visible instruments, one line per frame."""
    size = {"fps": FPS, "width": WIDTH, "height": HEIGHT}
    head = {**size, "credits": CREDITS, "segments": segments()}
    rounded = [
        {name: [round(float(side), 4) for side in box] for name, box in sorted(visible.items())}
        for visible in boxes
    ]
    lines = [
        json.dumps({"time": round(number / FPS, 2), "boxes": visible})
        for number, visible in enumerate(rounded)
    ]
    return json.dumps(head, indent=1)[:-2] + ',\n "frames": [\n' + ",\n".join(lines) + "\n]}\n"


@cache
def _renderer() -> Renderer:
    return Renderer()


def _render(number: int) -> Shot:
    """Frame `number`; every process of the pool has its own renderer."""
    return _renderer().render(number / FPS)


def make() -> None:
    """Render every frame, encode the clip, write the ground truth."""
    boxes = list[dict[str, Box]]()

    def keep_boxes(shot: Shot) -> NDArray[np.uint8]:
        boxes.append(shot.boxes)
        return shot.image

    with ProcessPoolExecutor(initializer=cv2.setNumThreads, initargs=(1,)) as pool:
        shots = pool.map(_render, range(FRAMES), chunksize=8)
        write(FOLDER / "demo.mp4", map(keep_boxes, shots), soundtrack())
    (FOLDER / "truth.json").write_text(truth(boxes), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Create the demo clip and its ground truth.")
    parser.add_argument("--still", nargs=2, metavar=("SECONDS", "FILE"))
    chosen = parser.parse_args().still
    if chosen:
        cv2.imwrite(chosen[1], Renderer().render(float(chosen[0])).image[..., ::-1])
    else:
        make()
