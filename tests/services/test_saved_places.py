"""A plan of several places that is saved comes back as it was."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import fields, replace
from typing import TYPE_CHECKING

import pytest

from places_plan_toy import shared_plan
from plan_toy import assert_same_plan, assert_same_results, toy_plan
from upriver.core.errors import DataError
from upriver.core.message import LANGUAGES, Message
from upriver.planning.places.result import TABLES
from upriver.services.saved_places import load_any_plan, load_places_plan, save_places_plan
from upriver.services.saved_plan import load_plan, save_plan

if TYPE_CHECKING:
    from pathlib import Path

    from upriver.planning import PlacesPlan


@pytest.fixture(scope="module")
def made() -> PlacesPlan:
    return shared_plan()


@pytest.fixture
def file(made: PlacesPlan, tmp_path: Path) -> Path:
    return save_places_plan(made, tmp_path / "made.places")


def assert_same_places(one: PlacesPlan, other: PlacesPlan) -> None:
    assert list(one.plans) == list(other.plans)
    for code, own in one.plans.items():
        assert_same_plan(own, other.plans[code])
    assert_same_results(one, other, TABLES, but=("plans",))


def test_it_comes_back_exactly(made: PlacesPlan, file: Path) -> None:
    assert made.apart.to_dicts()
    assert made.gains["hills"] > 0
    assert_same_places(made, load_places_plan(file))


def test_the_same_plan_gives_the_same_bytes(made: PlacesPlan, file: Path, tmp_path: Path) -> None:
    again = save_places_plan(load_places_plan(file), tmp_path / "again")
    assert again.read_bytes() == file.read_bytes()
    assert save_places_plan(made, file).read_bytes() == again.read_bytes()


def test_codes_may_hold_what_a_file_name_may_not(made: PlacesPlan, tmp_path: Path) -> None:
    odd = {"plain": "../a b/甲", "hills": "plans/0000"}
    renamed = replace(
        made,
        names={odd[code]: name for code, name in made.names.items()},
        plans={odd[code]: own for code, own in made.plans.items()},
    )
    found = load_places_plan(save_places_plan(renamed, tmp_path / "odd"))
    assert list(found.names) == list(odd.values())
    assert_same_places(renamed, found)


def test_either_kind_is_loaded_by_what_it_is(made: PlacesPlan, file: Path, tmp_path: Path) -> None:
    assert type(load_any_plan(file)) is type(made)
    one = toy_plan()
    found = load_any_plan(save_plan(one, tmp_path / "one"))
    assert type(found) is type(one)


def changed(file: Path, **parts: bytes | None) -> Path:
    with zipfile.ZipFile(file) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in (files | parts).items():
            if content is not None:
                archive.writestr(name, content)
    file.write_bytes(buffer.getvalue())
    return file


def test_what_is_no_plan_of_places_is_refused(file: Path, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="is not a saved plan of several places"):
        load_places_plan(save_plan(toy_plan(), tmp_path / "one"))
    with pytest.raises(DataError, match="is not a saved plan"):
        load_plan(file)
    with pytest.raises(DataError, match="There is no file") as caught:
        load_places_plan(tmp_path / "none")
    for language in LANGUAGES:
        assert "plan-places" in caught.value.render(language)
    with zipfile.ZipFile(file) as archive:
        facts = json.loads(archive.read("places.json"))
    newer = json.dumps(facts | {"format": 99}).encode()
    with pytest.raises(DataError, match="knows formats up to 2"):
        load_places_plan(changed(file, **{"places.json": newer}))
    older = json.dumps(facts | {"format": 1}).encode()
    with pytest.raises(DataError, match="does not say what the data of each place rest on"):
        load_places_plan(changed(file, **{"places.json": older}))


@pytest.mark.parametrize("part", ["plans/0001/tables/money.parquet", "tables/apart.parquet"])
def test_a_part_that_is_gone_is_a_broken_file(file: Path, part: str) -> None:
    with pytest.raises(DataError, match="is broken"):
        load_places_plan(changed(file, **{part: None}))


def test_every_field_is_compared(made: PlacesPlan, file: Path) -> None:
    """The comparison above would see a lost note."""
    noted = replace(made, notes=(*made.notes, Message("So.", "如此。")))
    with pytest.raises(AssertionError, match="notes"):
        assert_same_places(noted, load_places_plan(file))
    assert {"names", "gains", "audit", "rests_on"} <= {field.name for field in fields(made)}
