"""What a taught class is, as a table and as values for JSON."""

from dataclasses import asdict
from typing import Any

from rich.table import Table

from avol.teaching import HeldOut, TaughtClass


def class_card(taught: TaughtClass) -> Table:
    """Return the card of a class for a terminal."""
    table = Table(title=taught.name, title_justify="left", box=None, show_header=False)
    table.add_column("", no_wrap=True)
    table.add_column("")
    table.add_row("weights", taught.weights)
    table.add_row("taught", taught.created)
    table.add_row("enabled", "yes" if taught.enabled else "no")
    table.add_row("examples", _counts(taught))
    for one in taught.similar:
        verb = "looks like" if one.modality == "image" else "sounds like"
        table.add_row(verb, f"{one.name.replace('_', ' ')}: {one.probability:.2f}")
    if taught.held_out is not None:
        table.add_row("held-out files", held_out_text(taught.held_out))
    for warning in taught.warnings:
        table.add_row("note", warning)
    return table


def held_out_text(figures: HeldOut) -> str:
    """Return “before 61 %, after 88 % (79–95) of 40 moments, 12 files”."""
    after = f"{100 * figures.after:.0f} % ({100 * figures.low:.0f}–{100 * figures.high:.0f})"
    return (
        f"before {100 * figures.before:.0f} %, after {after} of {figures.moments} moments, "
        f"{figures.files} files"
    )


def class_values(taught: TaughtClass) -> dict[str, Any]:
    """Return the card of a class for JSON."""
    return {
        "name": taught.name,
        "weights": taught.weights,
        "sha256": taught.weights_sha256,
        "fingerprint": taught.fingerprint,
        "created": taught.created,
        "enabled": taught.enabled,
        "examples": [
            {"source": e.source, "time": e.time, "is_background": e.is_background}
            | {"image": e.image is not None, "sound": e.audio is not None}
            for e in taught.examples
        ],
        "similar": [asdict(one) for one in taught.similar],
        "warnings": list(taught.warnings),
        "held_out": None if taught.held_out is None else asdict(taught.held_out),
    }


def _counts(taught: TaughtClass) -> str:
    own = [e for e in taught.examples if not e.is_background]
    images, sounds = sum(e.image is not None for e in own), sum(e.audio is not None for e in own)
    return f"{images} images, {sounds} sounds, {len(taught.examples) - len(own)} of background"
