"""The Frictionless descriptor ``datapackage.json``: what a package is and what it holds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from upriver.core.errors import DataError
from upriver.core.message import Message
from upriver.data.schema import table_specs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from upriver.data.schema import FieldSpec, TableSpec

DESCRIPTOR = "datapackage.json"
FORMAT = 1
_TYPES = {"unit": "string", "period": "string"}


class Metadata(BaseModel):
    """What a package says of itself, under the key ``upriver`` of its descriptor."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int = Field(default=FORMAT, ge=1, le=FORMAT, description="Version of the format.")
    region: str = Field(min_length=1, description="Code of the place that is planned.")
    base_year: int = Field(ge=1000, le=3000, description="Year of the accounts.")
    price_year: int = Field(ge=1000, le=3000, description="Year whose prices are used.")
    name: str = Field(default="upriver-region", description="Name of the package.")
    title: str = Field(default="", description="Title of the package.")


def read_metadata(content: bytes, path: Path) -> Metadata:
    """Read what a package says of itself.

    Parameters
    ----------
    content : bytes
        The descriptor.
    path : Path
        Where the package is, for the message.

    Returns
    -------
    Metadata
        Region and years.

    Raises
    ------
    DataError
        If the descriptor is no JSON, or lacks the region or the years.
    """
    remedy = Message(
        'Write "upriver": {"format": 1, "region": "500000", "base_year": 2023, '
        '"price_year": 2023} into datapackage.json.',
        '请在 datapackage.json 中写入 "upriver": {"format": 1, "region": "500000", '
        '"base_year": 2023, "price_year": 2023}。',
    )  # fmt: skip
    try:
        descriptor = json.loads(content)
        own = {} if not isinstance(descriptor, dict) else descriptor.get("upriver", {})
        return Metadata(**own, name=descriptor.get("name", ""), title=descriptor.get("title", ""))
    except (json.JSONDecodeError, UnicodeDecodeError) as reason:
        raise DataError(
            Message(
                f"{path}/{DESCRIPTOR} is no JSON: {reason}.",
                f"{path}/{DESCRIPTOR} 不是 JSON：{reason}。",
            ),
            remedy,
        ) from reason
    except (ValidationError, TypeError, AttributeError) as reason:
        if isinstance(reason, ValidationError):
            wrong = ", ".join(
                f"{'.'.join(map(str, error['loc']))} ({error['msg']})" for error in reason.errors()
            )
        else:
            wrong = "upriver"
        raise DataError(
            Message(
                f"{path}/{DESCRIPTOR} does not say which region and year it describes: {wrong}.",
                f"{path}/{DESCRIPTOR} 未说明所描述的地区与年份：{wrong}。",
            ),
            remedy,
        ) from reason


def _name(field: FieldSpec, language: str) -> str:
    return field.aliases[0] if language == "zh" and field.aliases else field.name


def _field(field: FieldSpec, language: str) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if field.required:
        constraints["required"] = True
    if field.minimum is not None:
        constraints["minimum"] = field.minimum
    if field.categories and field.type == "string" and language == "en":
        constraints["enum"] = list(field.categories)
    out: dict[str, Any] = {
        "name": _name(field, language),
        "type": _TYPES.get(field.type, field.type),
        "title": field.aliases[0] if field.aliases else field.name,
        "description": f"{field.description.en} / {field.description.zh}",
    }
    if field.unit:
        out["unit"] = field.unit
    if constraints:
        out["constraints"] = constraints
    return out


def build_resource(
    spec: TableSpec, present: Sequence[str], *, ending: str, language: str
) -> dict[str, Any]:
    """Compose the entry of one table in the descriptor.

    Parameters
    ----------
    spec : TableSpec
        The table.
    present : sequence of str
        Names of all tables of the package.
    ending : {".csv", ".parquet"}
        Form of the table.
    language : {"en", "zh"}
        Language of the column names.

    Returns
    -------
    dict
        A resource of a Frictionless Data Package.
    """
    schema: dict[str, Any] = {
        "fields": [_field(field, language) for field in spec.fields],
        "primaryKey": [_name(spec.field(key), language) for key in spec.key],
        "missingValues": [""],
    }
    foreign = [
        {
            "fields": [_name(field, language)],
            "reference": {
                "resource": "" if field.references[0] == spec.name else field.references[0],
                "fields": [
                    _name(table_specs()[field.references[0]].field(field.references[1]), language)
                ],
            },
        }
        for field in spec.fields
        if field.references and field.references[0] in present
    ]
    if foreign:
        schema["foreignKeys"] = foreign
    return {
        "name": spec.name,
        "title": f"{spec.title.en} / {spec.title.zh}",
        "path": f"tables/{spec.name}{ending}",
        "format": ending.removeprefix("."),
        "mediatype": "text/csv" if ending == ".csv" else "application/vnd.apache.parquet",
        "encoding": "utf-8",
        "schema": schema,
    }


def build_descriptor(
    tables: Sequence[str], metadata: Metadata, *, ending: str, language: str = "en"
) -> str:
    """Compose the descriptor of a package.

    Parameters
    ----------
    tables : sequence of str
        Names of its tables, in order.
    metadata : Metadata
        Which region it describes.
    ending : {".csv", ".parquet"}
        Form of the tables.
    language : {"en", "zh"}
        Language of the column names.

    Returns
    -------
    str
        JSON with a line feed at its end.
    """
    specs = table_specs()
    own = metadata.model_dump(exclude={"name", "title"})
    descriptor = {
        "name": metadata.name,
        "title": metadata.title,
        "profile": "data-package",
        "upriver": own,
        "resources": [
            build_resource(specs[name], tables, ending=ending, language=language) for name in tables
        ],
    }
    return json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n"
