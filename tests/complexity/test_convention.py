"""One object says how everything is counted."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from upriver.complexity.convention import Convention


def test_the_default_is_stated() -> None:
    assert Convention().model_dump() == {
        "threshold": 1.0,
        "method": "eigenvector",
        "iterations": None,
        "diagonal": 1,
        "gain": "total",
        "gain_share": "source",
        "outlook_complexity": "scaled",
        "outlook_scale": "plain",
        "pci_scale": "own",
        "ddof": 1,
        "anchor": "size",
    }


@pytest.mark.parametrize("name", ["atlas", "economiccomplexity", "econgeo", "datawheel"])
def test_presets_anchor_by_diversity_as_their_programs_do(name: str) -> None:
    assert Convention.preset(name).anchor == "diversity"
    assert Convention.preset(name, anchor="size").anchor == "size"


def test_a_preset_with_a_changed_field_is_checked() -> None:
    with pytest.raises(ValidationError, match="greater than 0"):
        Convention.preset("atlas", threshold=0)


def test_every_field_is_described_in_both_languages() -> None:
    for name, field in Convention.model_fields.items():
        assert " / " in (field.description or ""), name


def test_methods_without_a_sign() -> None:
    unsigned = {method for method in METHODS if Convention(method=method).unsigned}
    assert unsigned == {"fitness", "stable_fitness", "genepy"}


METHODS = ("eigenvector", "reflections", "fitness", "stable_fitness", "genepy")


@pytest.mark.parametrize("iterations", [1, 19])
def test_odd_reflections_are_refused(iterations: int) -> None:
    with pytest.raises(ValidationError, match="iterations of reflections must be even"):
        Convention(method="reflections", iterations=iterations)
    assert Convention(method="fitness", iterations=iterations).iterations == iterations
