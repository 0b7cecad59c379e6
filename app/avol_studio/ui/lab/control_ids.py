"""The ids of the controls of the teaching lab, known before its panels are created."""

INSPECTOR = tuple(
    f"inspector.{name}" for name in ("network", "vision", "audio", "tabs", "sort", "view")
)
PERTURBATION = tuple(
    f"perturbation.{name}"
    for name in (
        "erase", "mask", "sound", "shift", "pitch", "noise", "filter", "blur", "hue", "grey",
        "mirror", "scores", "keep", "reset",
    )
)  # fmt: skip
