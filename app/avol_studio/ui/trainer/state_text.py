"""The state of the training as a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from avol.training.tiny.results import TARGET_ACCURACY, steps_to
from avol_studio.core.translation import number, tr

if TYPE_CHECKING:
    from avol_studio.services.training.training_service import TrainingService


def state_text(service: TrainingService) -> str:
    """The state of the training in one line."""
    if service.phase == "failed":
        return service.error
    if service.phase == "preparing":
        done, total = service.videos_loaded
        if total:
            return tr("Loading videos: {done} of {total}…").format(done=done, total=total)
        return tr("Preparing: starting torch and creating the clips…")
    if not service.step:
        return tr("Ready. What will happen? Predict it, then press Play.")
    steps = service.settings.steps
    texts = [tr("Step {step} of {steps}").format(step=service.step, steps=steps)]
    if service.curve:
        accuracy = number(100 * service.curve[-1].accuracy)
        texts.append(tr("accuracy on new pairs {value} %").format(value=accuracy))
    reached = steps_to(service.curve, TARGET_ACCURACY)
    if reached is not None:
        texts.append(tr("80 % after {steps} steps").format(steps=reached))
    elif service.phase == "finished":
        texts.append(tr("80 % not reached"))
    if service.result is not None and (pointing := service.result.pointing) is not None:
        texts.append(
            tr("peak on the sounding object in {share} % of {maps} maps").format(
                share=number(100 * pointing.sounding), maps=pointing.maps
            )
        )
    return " · ".join(texts)
