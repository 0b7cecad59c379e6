"""The settings of a perturbation, as JSON."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avol.errors import InputError
from avol.perturbation import (
    NEUTRAL,
    AudioPerturbation,
    ErasedArea,
    ImagePerturbation,
    Perturbation,
    Rectangle,
    Stroke,
)

shares = st.floats(0, 1)
points = st.lists(st.tuples(shares, shares), min_size=1, max_size=4).map(tuple)
perturbations = st.builds(
    Perturbation,
    st.builds(
        AudioPerturbation,
        sound=st.sampled_from(["", "Violin"]),
        shift=st.floats(-5, 5),
        muted=st.booleans(),
        pitch=st.floats(-12, 12),
        noise_dbfs=st.none() | st.floats(-100, 0),
        low_hz=st.floats(0, 24000),
        erased=st.lists(st.builds(ErasedArea, start=st.floats(0, 3)), max_size=3).map(tuple),
    ),
    st.builds(
        ImagePerturbation,
        hue=st.floats(-180, 180),
        grey=st.booleans(),
        blur=st.floats(0, 0.1),
        rectangles=st.lists(st.builds(Rectangle, shares, shares, shares, shares), max_size=2).map(
            tuple
        ),
        strokes=st.lists(st.builds(Stroke, points), max_size=2).map(tuple),
        mirror=st.booleans(),
    ),
)


@given(perturbations)
def test_json_gives_the_same_settings_back(settings: Perturbation) -> None:
    assert Perturbation.from_json(settings.to_json()) == settings
    assert Perturbation.from_json(json.dumps(settings.to_dict())) == settings


def test_missing_values_are_the_defaults() -> None:
    assert Perturbation.from_json("{}") == NEUTRAL
    assert NEUTRAL.is_neutral
    grey = Perturbation.from_json('{"image": {"grey": true}}')
    assert grey == Perturbation(image=ImagePerturbation(grey=True))
    assert not grey.is_neutral


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("{", "the text"),
        ("[]", "the text"),
        ('{"audio": {"pitch": 13}}', "audio.pitch"),
        ('{"audio": {"pitch": NaN}}', "audio.pitch"),
        ('{"audio": {"volume": 1}}', "audio.volume"),
        ('{"video": {}}', "video"),
        ('{"image": {"rectangles": [{"left": 0, "top": 0, "right": 2, "bottom": 1}]}}', "right"),
    ],
)
def test_invalid_settings_are_refused_with_their_place(text: str, named: str) -> None:
    with pytest.raises(InputError, match=named):
        Perturbation.from_json(text)
