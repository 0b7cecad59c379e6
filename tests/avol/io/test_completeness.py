"""Existing results count only if all their files are complete."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from avol.errors import AvolError
from avol.io.completeness import load_complete_verdicts
from avol.io.localize import localize
from tests.support import synthetic
from tests.support.counting_model import CountingModel

Files = tuple[Path, ...]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """The result of a video of 30 frames with audio."""
    folder = tmp_path_factory.mktemp("original")
    audio = synthetic.click_audio([0.2, 0.8], 1.2, 48_000)
    clip = synthetic.make_media(folder / "a.mp4", synthetic.coded_images(30), audio=audio)
    return localize(clip, folder / "out", CountingModel()).files


@pytest.fixture
def files(original: Files, tmp_path: Path) -> Files:
    for file in original:
        (tmp_path / file.name).write_bytes(file.read_bytes())
    return tuple(tmp_path / file.name for file in original)


def cut(count: int) -> Callable[[bytes], bytes]:
    return lambda data: data[:-count]


def rewritten(name: str, array: np.ndarray) -> Callable[[bytes], bytes]:
    """Replace a member of an archive."""

    def rewrite(data: bytes) -> bytes:
        with np.load(io.BytesIO(data)) as arrays:
            changed = dict(arrays) | {name: array}
        file = io.BytesIO()
        np.savez(file, **changed)  # pyright: ignore[reportArgumentType] - names of arrays
        return file.getvalue()

    return rewrite


def flipped(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def zeros_at_the_end(data: bytes) -> bytes:
    """A copy that broke off on a disk that had reserved the whole file."""
    return data[: len(data) // 2] + bytes(len(data) - len(data) // 2)


def test_complete_files_are_accepted(files: Files) -> None:
    verdicts = load_complete_verdicts(*files)
    assert len(verdicts) == 30
    with zipfile.ZipFile(files[2]) as archive:
        assert archive.testzip() is None


DAMAGE = {
    "video cut by a byte": ("a.mp4", cut(1)),
    "video cut in half": ("a.mp4", lambda data: data[: len(data) // 2]),
    "video empty": ("a.mp4", lambda data: b""),
    "video without its last half": ("a.mp4", zeros_at_the_end),
    "table cut in the last line": ("a.csv", cut(8)),
    "table without the last lines": ("a.csv", lambda data: b"\r\n".join(data.split(b"\r\n")[:20])),
    "table cut after a comma": ("a.csv", lambda data: data[: data.rindex(b",") - 3]),
    "table empty": ("a.csv", lambda data: b""),
    "archive cut": ("a.npz", cut(50)),
    "archive with another bit": ("a.npz", flipped),
    "archive with fewer times": ("a.npz", rewritten("pts", np.arange(29))),
    "archive with fewer maps": ("a.npz", rewritten("maps", np.zeros((29, 14, 14), np.float32))),
}


@pytest.mark.parametrize(("name", "damage"), list(DAMAGE.values()), ids=list(DAMAGE))
def test_an_incomplete_file_is_detected(
    files: Files, name: str, damage: Callable[[bytes], bytes]
) -> None:
    path = files[0].with_name(name)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises((ValueError, OSError, AvolError)):
        load_complete_verdicts(*files)


def test_a_missing_file_is_detected(files: Files) -> None:
    files[0].unlink()
    with pytest.raises((OSError, AvolError)):
        load_complete_verdicts(*files)


def test_the_video_of_another_input_is_detected(files: Files, tmp_path: Path) -> None:
    other = synthetic.make_media(tmp_path / "other.mp4", synthetic.coded_images(29))
    with pytest.raises(ValueError, match="29, 30"):
        load_complete_verdicts(other, *files[1:])


def test_images_are_checked_too(tmp_path: Path) -> None:
    image = tmp_path / "still.png"
    cv2.imwrite(str(image), synthetic.coded_image(2))
    sound = synthetic.make_media(
        tmp_path / "s.wav", audio=synthetic.click_audio([1.0], 2.0, 48_000), audio_codec="pcm_s16le"
    )
    files = localize(image, tmp_path / "out", CountingModel(), audio=sound).files
    assert len(load_complete_verdicts(*files)) == 1
    files[0].write_bytes(files[0].read_bytes()[:-1])
    with pytest.raises(ValueError, match="incomplete"):
        load_complete_verdicts(*files)
