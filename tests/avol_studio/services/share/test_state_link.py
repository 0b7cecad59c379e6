"""State links: what they keep, and texts that are no links."""

from __future__ import annotations

import pytest

from avol.errors import InputError
from avol_studio.services.share.state_link import StateLink, is_link, make_link, parse_link

LINKS = [
    StateLink(),
    StateLink(video="demo", t=7.5, sound="Drums", pins=("Violin", "French horn"), overlay=False),
    StateLink(video="Zwei & drei=4 ünï?#.mp4", id="0123abcd" * 4, t=-0.04, view="grid",
              opacity=0.3, threshold=0.0, mirror=True, panels=(), colormap="viridis"),
    StateLink(weights="ave", panels=("audio", "map"), others={"lesson": "02-encoders", "x": "a b"}),
]  # fmt: skip


@pytest.mark.parametrize("state", LINKS)
def test_a_link_is_read_as_it_was_made(state: StateLink) -> None:
    text = make_link(state)
    assert text.startswith("avol:?")
    assert text.isascii()
    assert not any(c.isspace() for c in text)
    assert parse_link(text) == state


@pytest.mark.parametrize("broken", ["{}\n", " {} ", "{0[0]}{0[1]}\r\n  "])
def test_white_space_of_a_mail_is_ignored(broken: str) -> None:
    text = make_link(LINKS[1])
    half = len(text) // 2
    mailed = f"{text[:half]}\n {text[half:]}" if "[" in broken else broken.format(text)
    assert parse_link(mailed) == LINKS[1]


def test_other_forms_of_the_scheme() -> None:
    assert parse_link("AVOL://?v=1&video=demo").video == "demo"
    assert is_link("  avol:?v=1")
    assert not is_link("https://example.org")


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("", "not a link"),
        ("https://example.org", "not a link"),
        ("avol:?v=2", "newer"),
        ("avol:?v=x", "damaged"),
        ("avol:?v=1&t=nan", "damaged"),
        ("avol:?v=1&t=inf", "damaged"),
        ("avol:?v=1&view=rm", "damaged"),
        ("avol:?v=1&opacity=7", "damaged"),
        ("avol:?v=1&video=..%2F..%2Fetc%2Fpasswd", "damaged"),
        ("avol:?v=1&video=C:%5CWindows%5Cx.mp4", "damaged"),
        ("avol:?v=1&video=..", "damaged"),
        ("avol:?v=1&weights=%2Ftmp%2Fx.safetensors", "damaged"),
        ("avol:?v=1&sound=a%2Fb", "damaged"),
        ("avol:?v=1&id=zz", "damaged"),
        ("avol:?nonsense", "damaged"),
        ("avol:?v=1&video=%FF%FE", "damaged"),
        ("avol:?v=1&" + "&".join(f"a{n}=1" for n in range(200)), "damaged"),
        ("avol:?v=1&video=" + "x" * 5000, "too long"),
    ],
)
def test_other_texts_are_one_sentence(text: str, cause: str) -> None:
    with pytest.raises(InputError, match=cause) as caught:
        parse_link(text)
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)


def test_unknown_keys_of_other_parts_are_kept() -> None:
    assert parse_link("avol:?v=1&future=1").others == {"future": "1"}
