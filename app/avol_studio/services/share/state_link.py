"""The state link: a text such as `avol:?v=1&video=demo&t=8` that another AVOL opens.

It holds names and numbers only: no path, no text of a person, nothing that is executed.
"""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import parse_qsl, quote, urlencode

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from avol.errors import InputError
from avol.visualization.heatmap import Colormap, View
from avol_studio.core.settings.schema import StoredSmoothing, Unit
from avol_studio.core.translation import tr

SCHEME = "avol:"
LINK_FORMAT = 1
"""The newest version of a link that this AVOL opens."""
MAX_LENGTH, MAX_FIELDS = 4000, 100
DEMO = "demo"
"""The name of the demo clip as the video of a link."""

Name = Annotated[str, Field(max_length=255)]


class StateLink(BaseModel):
    """What a window shows; None and "" leave the window as it is.

    video: file name, or `DEMO`. id: its fingerprint. t: seconds on the axis of the video. sound: a
    bundled sound that replaces the audio; "original" for none. pins: pinned bundled sounds. panels:
    the unfolded panels. others: values of further parts of the window, by their own keys.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)

    v: int = LINK_FORMAT
    video: Name = ""
    id: Annotated[str, Field(pattern=r"^[0-9a-f]{0,64}$")] = ""
    t: float | None = None
    sound: Name = ""
    pins: tuple[Name, ...] | None = None
    weights: Name = ""
    overlay: bool | None = None
    view: View | None = None
    colormap: Colormap | None = None
    opacity: Unit | None = None
    threshold: Unit | None = None
    smoothing: StoredSmoothing | None = None
    mirror: bool | None = None
    panels: tuple[Name, ...] | None = None
    shown: bool | None = None
    others: dict[str, str] = {}

    @field_validator("video", "sound", "weights")
    @classmethod
    def _check_name(cls, name: str) -> str:
        if any(c in name for c in "/\\\0\n\r") or name in (".", ".."):
            raise ValueError("a name without folders is needed")
        return name

    @field_validator("pins", "panels", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return tuple(filter(None, value.split(","))) if isinstance(value, str) else value

    @property
    def map_view(self) -> dict[str, Any]:
        """The settings of the map that the link names."""
        names = ("overlay", "view", "colormap", "opacity", "threshold", "smoothing", "mirror")
        values = {name: getattr(self, name) for name in names}
        return {name: value for name, value in values.items() if value is not None}


def is_link(text: str) -> bool:
    """Whether a text is meant as a state link."""
    return text.strip().lower().startswith(SCHEME)


def make_link(state: StateLink) -> str:
    """The text of a link; keys are sorted as they are declared."""
    fields = state.model_dump(mode="json", exclude={"others"}, exclude_none=True)
    pairs = [(key, _text(value)) for key, value in fields.items() if value != ""]
    pairs += sorted(state.others.items())
    return f"{SCHEME}?{urlencode(pairs, quote_via=quote, safe=',')}"


def parse_link(text: str) -> StateLink:
    """Read a link; InputError in one sentence if it is none."""
    text = "".join(text.split())  # a mail may have broken the line
    if not is_link(text):
        raise InputError(tr("This is not a link of AVOL; copy one with Edit, Copy link."))
    if len(text) > MAX_LENGTH:
        raise InputError(tr("The link is too long to be one of AVOL; copy it again."))
    body = text[len(SCHEME) :].lstrip("/").removeprefix("?")
    try:
        pairs = parse_qsl(
            body, keep_blank_values=True, strict_parsing=bool(body), max_num_fields=MAX_FIELDS,
            errors="strict",
        )  # fmt: skip
        values = dict(pairs)
        known = {key: value for key, value in values.items() if key in StateLink.model_fields}
        known.pop("others", None)
        others = {key: value for key, value in values.items() if key not in known}
        link = StateLink.model_validate({**known, "others": others})
    except (ValidationError, ValueError) as error:
        place = ""
        if isinstance(error, ValidationError) and (location := error.errors()[0]["loc"]):
            place = str(location[0])
        text = (
            tr("The link is damaged ({place}); copy it again.")
            if place
            else tr("The link is damaged; copy it again.")
        )
        raise InputError(text.format(place=place)) from None
    if link.v > LINK_FORMAT:
        raise InputError(tr("The link is from a newer AVOL; update AVOL to open it."))
    return link


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float):
        return f"{value:.6g}"
    return ",".join(value) if isinstance(value, list) else str(value)
