"""The classes that a person has taught, in a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from avol.errors import InputError
from avol.teaching.adaptation import KINDS, Adaptation, AdaptationKind
from avol.teaching.storage import load_classes, save_classes
from avol.teaching.taught_class import TaughtClass, check_name, same_name


@dataclass(frozen=True, eq=False)
class TaughtClasses:
    """Taught classes in the order in which they were taught; immutable, so that undo is easy."""

    classes: tuple[TaughtClass, ...] = ()
    adaptations: tuple[Adaptation, ...] = ()
    """At most one of each kind, in the order in which they apply."""

    def __iter__(self) -> Iterator[TaughtClass]:
        return iter(self.classes)

    def __len__(self) -> int:
        return len(self.classes)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and any(same_name(name, c.name) for c in self.classes)

    def __getitem__(self, name: str) -> TaughtClass:
        """Return a class by its name; InputError if there is none."""
        found = next((c for c in self.classes if same_name(c.name, name)), None)
        if found is None:
            known = ", ".join(self.names) or "none"
            raise InputError(f"No class “{name}” was taught; choose one of these: {known}.")
        return found

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all classes."""
        return tuple(c.name for c in self.classes)

    def add(self, taught: TaughtClass) -> Self:
        """Return the classes with a further one; InputError if its name is taken."""
        if taught.name in self:
            raise InputError(
                f"A class “{taught.name}” was already taught; add examples to it, or choose "
                "another name."
            )
        return replace(self, classes=(*self.classes, taught))

    def replace(self, taught: TaughtClass) -> Self:
        """Return the classes with another version of the class of that name."""
        old = self[taught.name]
        return replace(self, classes=tuple(taught if c is old else c for c in self.classes))

    def remove(self, name: str) -> Self:
        """Return the classes without one."""
        old = self[name]
        return replace(self, classes=tuple(c for c in self.classes if c is not old))

    def rename(self, name: str, new: str) -> Self:
        """Return the classes with another name for one; InputError if it is taken or invalid."""
        old, new = self[name], check_name(new)
        if not same_name(name, new) and new in self:
            raise InputError(f"A class “{new}” was already taught; choose another name.")
        renamed = replace(old, name=new)
        return replace(self, classes=tuple(renamed if c is old else c for c in self.classes))

    def enable(self, name: str, enabled: bool = True) -> Self:
        """Return the classes with one enabled or disabled."""
        return self.replace(replace(self[name], enabled=enabled))

    def usable(self, weights_sha256: str) -> tuple[TaughtClass, ...]:
        """Return the enabled classes that fit these weights."""
        return tuple(c for c in self if c.enabled and c.weights_sha256 == weights_sha256)

    def adaptation(self, kind: AdaptationKind) -> Adaptation | None:
        """Return the adaptation of a kind; None if there is none."""
        return next((one for one in self.adaptations if one.kind == kind), None)

    def adapt(self, adaptation: Adaptation) -> Self:
        """Return the classes with an adaptation, which replaces one of the same kind."""
        found = {one.kind: one for one in (*self.adaptations, adaptation)}
        return replace(self, adaptations=tuple(found[kind] for kind in KINDS if kind in found))

    def revert(self, kind: AdaptationKind) -> Self:
        """Return the classes without the adaptation of a kind."""
        kept = tuple(one for one in self.adaptations if one.kind != kind)
        return replace(self, adaptations=kept)

    def usable_adaptations(self, weights_sha256: str) -> tuple[Adaptation, ...]:
        """Return the adaptations that fit these weights."""
        return tuple(one for one in self.adaptations if one.weights_sha256 == weights_sha256)

    def unusable_text(self, weights_sha256: str) -> str:
        """Return a sentence about what was made for other weights; "" if all can be used."""
        classes = [c for c in self if c.enabled and c.weights_sha256 != weights_sha256]
        adapted = [a for a in self.adaptations if a.weights_sha256 != weights_sha256]
        names = [f"“{c.name}”" for c in classes] + [
            f"the adaptation to {a.target}" for a in adapted
        ]
        if not names:
            return ""
        verb = "was" if len(names) == 1 else "were"
        what = "taught" if classes else "made"
        return (
            f"{', '.join(names)} {verb} {what} for other weights "
            f"({[*classes, *adapted][0].weights}) and cannot be used; choose those weights, or "
            f"{'teach again from the media' if classes else 'adapt again'}."
        )

    @classmethod
    def load(cls, path: Path) -> Self:
        """Load a file of taught classes; InputError if it is missing or damaged."""
        return cls(*load_classes(path))

    def save(self, path: Path) -> None:
        """Write all classes and adaptations to one file, atomically; MediaError if that fails."""
        save_classes(self.classes, path, self.adaptations)

    def export(self, name: str, path: Path) -> None:
        """Write one class to a file; MediaError if that fails."""
        replace(self, classes=(self[name],), adaptations=()).save(path)

    def import_(self, path: Path) -> Self:
        """Return the classes with those of a file; InputError if a name is taken.

        Adaptations of the file replace those of the same kind.
        """
        joined, loaded = self, self.load(path)
        for taught in loaded:
            joined = joined.add(taught)
        for adaptation in loaded.adaptations:
            joined = joined.adapt(adaptation)
        return joined
