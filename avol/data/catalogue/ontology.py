"""AudioSet's ontology of sounds, and the part of AudioSet that the paper learns from (§3.3)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from avol.errors import InputError

INSTRUMENTS = ("Musical instrument", "Singing", "Tools")
"""Whatever lies under one of these is AudioSet-Instruments."""


@dataclass(frozen=True)
class Ontology:
    """Classes by their machine ids, such as /m/04szw."""

    names: Mapping[str, str]
    children: Mapping[str, tuple[str, ...]]

    @cached_property
    def ids(self) -> Mapping[str, str]:
        """Ids by name."""
        return {name: key for key, name in self.names.items()}

    @cached_property
    def parents(self) -> Mapping[str, tuple[str, ...]]:
        """What lies right above each class; a few classes have two parents, the top ones none."""
        above: dict[str, tuple[str, ...]] = dict.fromkeys(self.names, ())
        for parent, below in self.children.items():
            for child in below:
                above[child] += (parent,)
        return above

    def under(self, key: str) -> frozenset[str]:
        """A class and all that lies below it."""
        found: set[str] = set()
        left = [key]
        while left:
            found.add(left[-1])
            left.extend(child for child in self.children[left.pop()] if child not in found)
        return frozenset(found)


def read_ontology(path: Path) -> Ontology:
    """Read AudioSet's `ontology.json`.

    Raises:
        InputError: the file cannot be read or is no ontology.
    """
    try:
        nodes = json.loads(path.read_bytes())
        ontology = Ontology(
            {node["id"]: node["name"] for node in nodes},
            {node["id"]: tuple(node["child_ids"]) for node in nodes},
        )
        known = set(ontology.names)
        if lost := {child for below in ontology.children.values() for child in below} - known:
            raise ValueError(f"{min(lost)} is not described")
    except OSError as error:
        raise InputError(f"“{path}” cannot be read; name AudioSet's ontology.json.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"“{path.name}” is no ontology ({error}); name AudioSet's ontology.json."
        ) from error
    return ontology


def instrument_classes(ontology: Ontology) -> frozenset[str]:
    """The ids of AudioSet-Instruments: 110 classes in the published ontology (paper §3.3)."""
    try:
        roots = [ontology.ids[name] for name in INSTRUMENTS]
    except KeyError as error:
        raise InputError(f"The ontology knows no {error}; name AudioSet's ontology.json.") from None
    return frozenset().union(*(ontology.under(root) for root in roots))
