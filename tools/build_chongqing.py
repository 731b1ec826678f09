"""Write every table of the bundled region.

Run from the root of the checkout::

    python tools/build_chongqing.py RAW_FOLDER

``RAW_FOLDER`` holds ``chongqing_facts.jsonl`` and ``inputoutput``. The tables go to
``src/upriver/data/examples/chongqing/tables``; a second folder may be named instead.
"""

from __future__ import annotations

import sys
from pathlib import Path

from chongqing import (
    chains,
    clusters,
    firms,
    nature,
    places,
    plan_inputs,
    projects,
    promises,
    research,
    routes,
)
from chongqing.documents import document_rows
from chongqing.observations import account_rows, observation_rows
from chongqing.sectors import NAMES, group_of
from chongqing.sources import source_rows
from chongqing.write import Row, write_table
from derive_chongqing_account import (
    Derived,
    derive_all,
    flow_rows,
    input_rows,
    production_rows,
    use_rows,
)
from upriver.core.files import write_text
from upriver.data.descriptor import DESCRIPTOR, Metadata, build_descriptor

OUT = Path("src/upriver/data/examples/chongqing/tables")
_NOT_TRADED = ("construction",)
_LOCAL_SERVICES = ("33", "37", "38", "39", "40", "42", "26")


def industry_rows() -> list[Row]:
    """Rows of the table ``industries``: the 42 sectors, then the nodes of the chains.

    Returns
    -------
    list of dict
        One row an industry.
    """
    rows: list[Row] = [
        {"industry": code, "name_en": en, "name_zh": zh, "classification": "IO42", "group": group,
         "tradable": group not in _NOT_TRADED and code not in _LOCAL_SERVICES,
         "air_share": plan_inputs.air_share(code), "status": "assumed",
         "source": "upriver-estimate"}
        for code, (en, zh, group) in NAMES.items()
    ]  # fmt: skip
    nodes = chains.node_rows()
    return [*rows, *({**node, "group": group_of(str(node["parent"]))} for node in nodes)]


def all_tables(raw: Path, derived: Derived) -> dict[str, list[Row]]:
    """Collect every table.

    Parameters
    ----------
    raw : Path
        Folder of the raw data.
    derived : Derived
        The account.

    Returns
    -------
    dict of str to list of dict
        Rows by table.
    """
    output = derived.account.output
    groups = {code: group_of(code) for code in NAMES}
    value_added = dict(zip(NAMES, derived.account.value_added.tolist(), strict=True))
    return {
        "sources": source_rows(),
        "places": places.place_rows(),
        "industries": industry_rows(),
        "cluster_schemes": clusters.scheme_rows(),
        "clusters": clusters.cluster_rows(),
        "crosswalk": clusters.crosswalk_rows(groups, derived.weights),
        "production": production_rows(derived, raw / "inputoutput"),
        "flows": flow_rows(derived),
        "final_uses": use_rows(derived),
        "primary_inputs": input_rows(derived),
        "demand_growth": plan_inputs.demand_rows(),
        "industry_parameters": plan_inputs.parameter_rows(),
        "chains": chains.chain_rows(),
        "chain_links": chains.link_rows(),
        "firms": firms.firm_rows(),
        "supplies": firms.supply_rows(),
        "funds": plan_inputs.fund_rows(),
        "fund_rules": plan_inputs.fund_rule_rows(),
        "occupations": plan_inputs.occupation_rows(),
        "talent": plan_inputs.talent_rows(),
        "skill_needs": plan_inputs.skill_rows(output),
        "projects": projects.project_rows(),
        "research_tasks": research.task_rows(),
        "research_unlocks": research.unlock_rows(),
        "research_needs": research.need_rows(),
        "scenarios": plan_inputs.scenario_rows(),
        "scenario_changes": plan_inputs.scenario_change_rows(),
        "airports": routes.airport_rows(),
        "air_services": routes.service_rows(),
        "traffic": routes.traffic_rows(),
        "stressors": nature.stressor_rows(),
        "pressures": nature.pressure_rows(output),
        "caps": nature.cap_rows(),
        "indicators": promises.indicator_rows(),
        "observations": observation_rows(raw / "chongqing_facts.jsonl")
        + account_rows(value_added, groups),
        "targets": promises.target_rows(),
        "documents": document_rows(),
    }


def main(arguments: list[str]) -> int:
    """Write the tables and say how large they are.

    Parameters
    ----------
    arguments : list of str
        Raw folder, and optionally the folder to write to.

    Returns
    -------
    int
        Exit status.
    """
    if len(arguments) not in (1, 2):
        print(__doc__)
        return 2
    raw = Path(arguments[0])
    out = Path(arguments[1]) if len(arguments) == 2 else OUT
    derived = derive_all(raw / "inputoutput")
    tables = all_tables(raw, derived)
    for name, rows in tables.items():
        write_table(out, name, rows)
    metadata = Metadata(
        region="500000",
        base_year=2023,
        price_year=2023,
        name="chongqing",
        title="Chongqing: a bundled region of upriver / 重庆：upriver 自带示例区域",
    )
    descriptor = build_descriptor(list(tables), metadata, ending=".csv")
    write_text(out.parent / DESCRIPTOR, descriptor)
    size = sum(file.stat().st_size for file in out.glob("*.csv"))
    print(f"{len(list(out.glob('*.csv')))} tables, {size / 1e6:.2f} MB in {out}")
    print(f"output multipliers of 2007, mean absolute error: {derived.error:.1%}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
