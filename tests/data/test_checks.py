"""Each rule finds its fault, says where it is, and is silent on a sound package."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from research_toy import researching
from toy import METADATA, tables, write_toy
from upriver.core.errors import DataError
from upriver.core.findings import Finding
from upriver.data.checks import check_region, require_sound
from upriver.data.region import Region
from upriver.data.write import write_package


def findings(path: Path) -> tuple[Finding, ...]:
    return check_region(Region.open(path))


def test_a_sound_package_has_no_findings(tmp_path: Path) -> None:
    assert findings(write_toy(tmp_path / "toy")) == ()


def change(table: str, column: str, value: object, row: int = 0) -> dict[str, pl.DataFrame]:
    frame = tables()[table]
    values = frame[column].to_list()
    values[row] = value
    return {table: frame.with_columns(pl.Series(column, values, strict=False))}


@pytest.mark.parametrize(
    ("changed", "code", "says"),
    [
        (
            change("firms", "place", "500106"),
            "unknown-code",
            "places does not know the place '500106'",
        ),
        (change("flows", "industry", "1"), "unknown-code", "or write '01'"),
        (change("places", "place", "110000"), "duplicate-key", "stands here again"),
        (change("production", "unit", "t"), "mixed-units", "measure different things"),
        (change("production", "value", -5.0), "negative-output", "output of 01 in 500000 is -5"),
        (change("flows", "value", 60.0, row=1), "account-balance", "industry 01 has uses of"),
        (change("production", "source", "nobody"), "unknown-code", "sources does not know"),
    ],
)
def test_a_fault_is_found(
    tmp_path: Path, changed: dict[str, pl.DataFrame], code: str, says: str
) -> None:
    found = findings(write_toy(tmp_path / "toy", **changed))
    assert code in {finding.code for finding in found}
    assert any(says in finding.render("en") for finding in found if finding.code == code)


def test_missing_tables_are_named_all_at_once(tmp_path: Path) -> None:
    found = findings(write_toy(tmp_path / "toy", drop=("places", "sources")))
    missing = [finding.table for finding in found if finding.code == "missing-table"]
    assert missing == ["sources", "places"]


def test_an_unknown_region_is_found(tmp_path: Path) -> None:
    metadata = METADATA.model_copy(update={"region": "999999"})
    found = findings(write_package(tmp_path / "toy", tables(), metadata))
    assert "names the region '999999'" in found[0].render("en")


@pytest.mark.parametrize(
    ("write", "code"),
    [
        (lambda p: (p / "tables" / "firms.csv").write_bytes(b""), "empty-file"),
        (
            lambda p: (p / "tables" / "firms.csv").write_bytes(b"a,b\n\xff\xfe\xff,1\n"),
            "wrong-encoding",
        ),
        (lambda p: (p / "tables" / "frims.csv").write_text("firm\nx\n"), "unknown-table"),
        (lambda p: (p / "tables" / "firms.parquet").write_bytes(b"no"), "bad-file"),
    ],
)
def test_files_that_cannot_be_used(
    tmp_path: Path, write: Callable[[Path], object], code: str
) -> None:
    path = write_toy(tmp_path / "toy")
    if code == "bad-file":
        (path / "tables" / "firms.csv").unlink()
    write(path)
    assert code in {finding.code for finding in findings(path)}


def test_gb18030_is_read_and_noted(tmp_path: Path) -> None:
    path = write_toy(tmp_path / "toy")
    file = path / "tables" / "places.csv"
    file.write_bytes(file.read_text(encoding="utf-8").encode("gb18030"))
    found = findings(path)
    assert [(finding.code, finding.severity) for finding in found] == [("encoding", "note")]
    assert Region.open(path).name("zh") == "重庆"


def test_an_error_column_is_shown(tmp_path: Path) -> None:
    uses = tables()["final_uses"]
    extra = uses.head(1).with_columns(category=pl.lit("error"), value=pl.lit(0.05))
    found = findings(write_toy(tmp_path / "toy", final_uses=pl.concat([uses, extra])))
    assert [finding.code for finding in found] == ["account-error-column"]


def test_labels_of_the_account_must_match(tmp_path: Path) -> None:
    primary = tables()["primary_inputs"].filter(pl.col("industry") != "05")
    found = findings(write_toy(tmp_path / "toy", primary_inputs=primary))
    assert "account-labels" in {finding.code for finding in found}


def test_weights_above_one(tmp_path: Path) -> None:
    weights = pl.DataFrame(
        {"from_classification": "IO42", "from_code": "01", "to_classification": "33618",
         "to_code": ["a", "b"], "weight": [0.7, 0.6], "status": "assumed", "source": "s2"}
    )  # fmt: skip
    found = findings(write_toy(tmp_path / "toy", crosswalk=weights))
    assert [finding.code for finding in found] == ["weights-above-one"]


def test_require_sound_raises_once_with_everything(tmp_path: Path) -> None:
    path = write_toy(
        tmp_path / "toy", **change("firms", "place", "x"), **change("chains", "status", "maybe")
    )
    with pytest.raises(DataError, match="has 2 error") as caught:
        require_sound(Region.open(path))
    assert len(caught.value.findings) == 2


def test_unknown_values_are_noted(tmp_path: Path) -> None:
    found = findings(write_toy(tmp_path / "toy", **change("production", "value", None)))
    assert [finding.code for finding in found] == ["unknown-values"]


def test_a_research_task_without_a_worth_of_its_own_is_not_unknown(tmp_path: Path) -> None:
    region = researching(tmp_path)
    assert region.table("research_tasks")["value"].null_count()
    codes = [(each.code, each.table) for each in check_region(region)]
    assert ("unknown-values", "research_tasks") not in codes
