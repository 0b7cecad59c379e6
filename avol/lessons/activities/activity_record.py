"""What a student has done in the activities of a lesson."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class _RecordModel(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Try(_RecordModel):
    """One try of the protocol.

    condition: a key of `avol.lessons.activities.protocol.CONDITIONS`. score: of the network.
    right: whether the verdict of the network was right. time: of the video; None: live.
    """

    condition: str
    score: Annotated[float, Field(ge=0, le=1)]
    right: bool
    time: float | None = None


class ActivityRecord(_RecordModel):
    """What a student has done.

    judgements: whether image and sound of each pair belong together. order: the sounds of the
    ranking, best first. tries: of the protocol.
    """

    judgements: tuple[bool, ...] = ()
    order: tuple[str, ...] = ()
    tries: tuple[Try, ...] = ()
