"""The AudioSet ontology and its subset AudioSet-Instruments (paper §3.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import BaseModel, TypeAdapter

from avol.core.input_files import file_fault, load_model
from avol.errors import InputError

INSTRUMENT_ROOTS = ("Musical instrument", "Singing", "Tools")
"""AudioSet-Instruments consists of the classes below these three."""


@dataclass(frozen=True)
class Ontology:
    """AudioSet classes by machine id, for example /m/04szw."""

    names: Mapping[str, str]
    children: Mapping[str, tuple[str, ...]]

    @cached_property
    def ids(self) -> Mapping[str, str]:
        """Machine ids by class name."""
        return {name: key for key, name in self.names.items()}

    @cached_property
    def parents(self) -> Mapping[str, tuple[str, ...]]:
        """Direct parents of each class: none for the roots, two for a few classes."""
        parents: dict[str, tuple[str, ...]] = dict.fromkeys(self.names, ())
        for parent, children in self.children.items():
            for child in children:
                parents[child] += (parent,)
        return parents

    def subtree(self, key: str) -> frozenset[str]:
        """The ids of a class and of all its descendants."""
        found: set[str] = set()
        pending = [key]
        while pending:
            found.add(pending[-1])
            pending.extend(child for child in self.children[pending.pop()] if child not in found)
        return frozenset(found)


def load_ontology(path: Path) -> Ontology:
    """Loads AudioSet's `ontology.json`.

    Raises:
        InputError: the file cannot be read or is not an ontology.
    """
    classes = load_model(path, "AudioSet's ontology.json", _CLASSES)
    names = {each.id: each.name for each in classes}
    undefined = {child for each in classes for child in each.child_ids} - names.keys()
    if undefined:
        cause = f"{min(undefined)} is not described"
        raise file_fault(path, "AudioSet's ontology.json", cause, "select another file")
    return Ontology(names, {each.id: each.child_ids for each in classes})


class _OntologyClass(BaseModel):
    id: str
    name: str
    child_ids: tuple[str, ...]


_CLASSES = TypeAdapter(tuple[_OntologyClass, ...])


def instrument_classes(ontology: Ontology) -> frozenset[str]:
    """The ids of AudioSet-Instruments: 110 classes in the published ontology (paper §3.3).

    Raises:
        InputError: the ontology lacks one of the three root classes.
    """
    try:
        roots = [ontology.ids[name] for name in INSTRUMENT_ROOTS]
    except KeyError as error:
        raise InputError(
            f"The ontology has no class {error}; select AudioSet's ontology.json."
        ) from None
    return frozenset().union(*(ontology.subtree(root) for root in roots))
