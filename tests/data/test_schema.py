"""The specs are complete, bilingual and consistent with each other."""

import pytest

from upriver.core.units import parse_unit
from upriver.data.schema import table_specs


@pytest.mark.parametrize("name", table_specs())
def test_every_table_is_described_in_both_languages(name: str) -> None:
    spec = table_specs()[name]
    assert spec.title.en
    assert spec.title.zh
    for field in spec.fields:
        assert field.description.en, field.name
        assert field.description.zh, field.name
        assert field.aliases, field.name
        if field.unit and field.unit != "degrees":
            parse_unit(field.unit)


@pytest.mark.parametrize("name", table_specs())
def test_keys_and_references_exist(name: str) -> None:
    spec = table_specs()[name]
    assert spec.key
    for field in spec.fields:
        if field.references:
            table, column = field.references
            assert table_specs()[table].field(column)


@pytest.mark.parametrize("name", table_specs())
def test_no_two_columns_share_a_name(name: str) -> None:
    names = [n for f in table_specs()[name].fields for n in (f.name, *f.aliases)]
    assert len(names) == len(set(names))


def test_fact_tables_carry_status_and_source() -> None:
    for spec in table_specs().values():
        has_both = {"status", "source"} <= set(spec.names)
        assert has_both == (spec.kind == "fact"), spec.name


def test_an_unknown_field_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="nothing"):
        table_specs()["places"].field("nothing")
