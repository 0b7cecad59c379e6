from pathlib import Path

import pytest

from avol.media.file_types import image_and_sound


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["a.png", "b.wav"], ("a.png", "b.wav")),
        (["b.MP3", "a.JPG"], ("a.JPG", "b.MP3")),
        (["a.png", "b.mp4"], ("a.png", "b.mp4")),
        (["a.jfif", "b.wav"], ("a.jfif", "b.wav")),
        (["a.png", "b.png"], None),
        (["a.png"], None),
        (["a.png", "b.wav", "c.wav"], None),
        (["a.mp4", "b.wav"], None),
    ],
)
def test_an_image_and_a_sound(names: list[str], expected: tuple[str, str] | None) -> None:
    found = image_and_sound([Path(name) for name in names])
    assert (found and tuple(path.name for path in found)) == expected
