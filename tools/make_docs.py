"""Write the generated pages of the manual: data tables, glossary and command line.

Run it after a change of a spec, of ``docs/glossary.csv`` or of a command:
``python tools/make_docs.py``. A guard test compares the pages with what this module makes.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from pydantic import BaseModel

import upriver
from upriver.cli.common import half
from upriver.cli.help import COMMON_OPTIONS, option_names, usage
from upriver.cli.main import build_app
from upriver.core.message import LANGUAGES, Language, Message, both_halves
from upriver.data.schema import table_specs
from upriver.inputoutput import DisruptionSettings
from upriver.planning.settings import PlanSettings
from upriver.services.diagnosis_settings import DiagnosisSettings
from upriver.services.explore import ExplorationSettings

if TYPE_CHECKING:
    from upriver.data.schema import FieldSpec

DOCS = Path(__file__).resolve().parents[1] / "docs"
NAMES = {
    "__version__": Message("Version of the package.", "版本号。"),
    "Region": Message("A data package, frozen and lazy.", "一个数据包：不可更改，按需读取。"),
    "check": Message("Everything wrong with a package.", "检查数据包，列出全部问题。"),
    "read": Message("Claims of documents.", "从文件读出论断。"),
    "diagnose": Message("Where a region stands.", "诊断现状。"),
    "disrupt": Message(
        "What the region loses, day by day, when firms or industries stand still.",
        "推演企业或行业停产时全区每日的损失。",
    ),
    "explore": Message(
        "What surrounds a plan: other plans, the two books, short sight.",
        "规划周边：其他方案、两本账、短视的代价。",
    ),
    "plan": Message("The plan of a region.", "求出规划。"),
    "plan_districts": Message(
        "The plan of the districts of one region, from its account.",
        "由一个区域的账户求出各区县的规划。",
    ),
    "plan_places": Message(
        "The plan of several places together, with the trade between them.",
        "多个地方连同其间贸易的规划。",
    ),
    "save_plan": Message("A plan in one file.", "将规划存为一个文件。"),
    "load_plan": Message("A plan that was saved.", "载入已保存的规划。"),
    "save_places_plan": Message(
        "A plan of several places in one file.", "将多地规划存为一个文件。"
    ),
    "load_places_plan": Message(
        "A plan of several places that was saved.", "载入已保存的多地规划。"
    ),
    "compare_plans": Message("What differs between two plans.", "比较两个规划。"),
    "compare_places": Message(
        "What differs between two plans of several places.", "比较两个多地规划。"
    ),
    "write_exploration_excel": Message(
        "A plan and what surrounds it as an Excel workbook.", "将规划及其周边写成 Excel 工作簿。"
    ),
    "write_places_excel": Message(
        "A plan of several places as one Excel workbook.", "将多地规划写成一个 Excel 工作簿。"
    ),
    "report_places": Message("The report on a plan of several places.", "撰写多地规划的报告。"),
    "write_plan_excel": Message("A plan as an Excel workbook.", "将规划写成 Excel 工作簿。"),
    "read_settings": Message("Settings of all services from one file.", "从一个文件读取各项设置。"),
    "scenarios": Message("The plan when the future is not known.", "未来未知时的规划。"),
    "track": Message("Whether targets are on course.", "目标是否在轨。"),
    "report": Message("The report, one page a language.", "撰写报告，每种语言一页。"),
    "run": Message("All of these, in order.", "依次完成以上全部。"),
    "examples": Message("The bundled region.", "内置示例。"),
    "complexity": Message("Specialisation, relatedness, complexity.", "专业化、关联度、复杂度。"),
    "inputoutput": Message("Input-output analysis.", "投入产出分析。"),
    "supplychain": Message("Gaps in industry chains.", "产业链断点与卡点。"),
    "documents": Message("Policy prose into claims.", "政策文本到论断。"),
    "targets": Message(
        "Targets: pace, forecast, probability, contradictions.", "目标：进度、预测、概率与矛盾。"
    ),
    "Message": Message("A sentence in both languages.", "一句话的中英文。"),
    "Finding": Message("One finding of a check.", "一条检查结果。"),
    "UpriverError": Message("Base of all errors.", "所有错误的基类。"),
    "DataError": Message("A table cannot be used.", "表不可用。"),
    "DocumentError": Message("A document cannot be read.", "文件无法阅读。"),
    "LabelError": Message("Labels do not match.", "标签不一致。"),
    "UnitError": Message("A unit is unknown or unfit.", "单位未知或不可换算。"),
    "PeriodError": Message("A period cannot be read.", "期间无法识别。"),
    "OutputError": Message("A result cannot be written.", "结果无法写入。"),
    "MissingPartError": Message("An optional part is absent.", "缺少可选组件。"),
    "PlanningError": Message("No plan could be computed.", "无法求出规划。"),
    "InfeasibleError": Message("Targets and limits conflict.", "目标与限制互相矛盾。"),
    "SolverError": Message("The solver gave up.", "求解器未得出结果。"),
}
ENDING: dict[Language, str] = {"en": ".md", "zh": ".zh.md"}


def _say(language: Language, en: str, zh: str) -> str:
    return zh if language == "zh" else en


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _field_note(field: FieldSpec, language: Language) -> str:
    zh = language == "zh"
    gap = "" if zh else " "
    notes = [field.description.to(language)]
    if field.categories:
        codes = ", ".join(
            f"`{code}`" + (f" {others[0]}" if zh and others else "")
            for code, others in field.categories.items()
        )
        notes.append(_say(language, f"One of {codes}", f"取值：{codes}"))
    if field.references:
        notes.append(_say(language, "A key of ", "引用 ") + f"`{'.'.join(field.references)}`")
    if field.minimum is not None:
        notes.append(_say(language, "At least", "不小于") + f" {field.minimum:g}")
    if zh and field.aliases:
        notes.append(f"别名：{'、'.join(field.aliases)}")
    stop = _say(language, ".", "。")
    return gap.join(note.rstrip(".。") + stop for note in notes)


def tables_page(language: Language) -> str:
    """Page that describes every table of a data package.

    Parameters
    ----------
    language : {"en", "zh"}
        Language of the page.

    Returns
    -------
    str
        Markdown.
    """
    lines = [
        f"# {_say(language, 'Tables of a data package', '数据包的表')}",
        "",
        _say(
            language,
            "Every table is optional: a service says what it left out and for want of which "
            "table. Tables are tidy CSV or Parquet files under `tables/`. Rows of fact tables "
            "carry `status` (`reported`, `derived`, `assumed`) and `source`. Columns may bear "
            "their Chinese names too. This page is made from the specs in "
            "`src/upriver/data/specs`.",
            "每张表都可缺省：各服务会说明未做哪些分析、缺哪张表。表为 `tables/` 下的 CSV 或 "
            "Parquet 长表。事实表每行须有 `status`（`reported` 已公布、`derived` 推算、"
            "`assumed` 假设）与 `source`。列名可用英文，也可用下列中文别名。"
            "本页由 `src/upriver/data/specs` 生成。",
        ),
        "",
    ]
    heading = _say(language, "Column|Type|Unit|Required|Meaning", "列|类型|单位|必填|含义").split(
        "|"
    )
    yes, key = _say(language, "yes", "是"), _say(language, "key", "主键")
    for name, spec in table_specs().items():
        lines += [f"## `{name}`", "", spec.title.to(language), "", _row(*heading)]
        lines.append(_row(*["---"] * len(heading)))
        for field in spec.fields:
            required = key if field.key else (yes if field.required else "")
            unit = f"`{field.unit}`" if field.unit else ""
            lines.append(
                _row(f"`{field.name}`", field.type, unit, required, _field_note(field, language))
            )
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def glossary_page(language: Language) -> str:
    """Page with the terms of the field in both languages.

    Parameters
    ----------
    language : {"en", "zh"}
        Language of the page.

    Returns
    -------
    str
        Markdown; terms in the order of the CSV.
    """
    rows = list(csv.DictReader(io.StringIO((DOCS / "glossary.csv").read_text(encoding="utf-8"))))
    lines = [
        f"# {_say(language, 'Glossary', '术语表')}",
        "",
        _say(
            language,
            "One thing, one name, in both languages. The table is `docs/glossary.csv`.",
            "一物一名，中英对照。数据在 `docs/glossary.csv`。",
        ),
        "",
    ]
    heading = _say(language, "Name in code|English|Chinese|Meaning", "代码中的名称|中文|英文|含义")
    lines += [_row(*heading.split("|")), _row(*["---"] * 4)]
    for row in rows:
        names = [row["en"], row["zh"]] if language == "en" else [row["zh"], row["en"]]
        code = f"`{row['name']}`" if row["name"] else ""
        lines.append(_row(code, *names, row[f"meaning_{language}"]))
    return "\n".join(lines) + "\n"


def cli_page(language: Language) -> str:
    """Page that describes every command.

    Parameters
    ----------
    language : {"en", "zh"}
        Language of the page.

    Returns
    -------
    str
        Markdown.
    """
    program = typer.main.get_command(build_app())
    lines = [
        f"# {_say(language, 'Command line', '命令行')}",
        "",
        _say(
            language,
            "Exit codes: 0 done; 1 an error of the data, the plan or the output; 2 a wrong "
            "command line; 130 interrupted.",
            "退出码：0 完成；1 数据、规划或输出有错；2 命令行有误；130 被中断。",
        ),
        "",
        f"## {_say(language, 'Options of every command', '各命令通用选项')}",
        "",
    ]
    lines += [f"- `{name}`: {half(text, language)}" for name, text in COMMON_OPTIONS.items()]
    lines.append(f"- `--version`: {_say(language, 'Print the version.', '显示版本。')}")
    for name, command in program.commands.items():  # type: ignore[attr-defined]
        lines += ["", f"## `upriver {name}`", "", half(command.help, language), ""]
        lines += ["```", usage(command, f"upriver {name}"), "```", ""]
        lines += [f"- `{option_names(p)}`: {half(p.help, language)}" for p in command.params]
    return "\n".join(lines).rstrip() + "\n"


def settings_page(language: Language) -> str:
    """Page that describes the settings of the services.

    Parameters
    ----------
    language : {"en", "zh"}
        Language of the page.

    Returns
    -------
    str
        Markdown.
    """
    lines = [
        f"# {_say(language, 'Settings', '设置')}",
        "",
        _say(
            language,
            "Pass them with `--set NAME=VALUE`, in a TOML file with `--settings`, or in Python. "
            "One file serves all commands when it has the sections `[diagnosis]`, `[disruption]`, "
            "`[plan]` and `[exploration]`: see [Change a plan's settings]"
            "(../how-to/plan-settings.md). "
            "Every default is an assumption; the report lists those of a plan.",
            "用 `--set 名称=值`、`--settings` 指定的 TOML 文件或在 Python 中给出。"
            "文件若含 `[diagnosis]`、`[disruption]`、`[plan]`、`[exploration]` 分节，"
            "可供各命令共用，见[修改规划设置](../how-to/plan-settings.zh.md)。"
            "每个默认值都是假设；规划的设置列在报告中。",
        ),
    ]
    models: tuple[tuple[str, type[BaseModel]], ...] = (
        ("upriver diagnose", DiagnosisSettings),
        ("upriver disrupt", DisruptionSettings),
        ("upriver plan", PlanSettings),
        ("upriver explore", ExplorationSettings),
    )
    heading = _say(language, "Name|Default|Meaning", "名称|默认值|含义").split("|")
    for command, model in models:
        lines += ["", f"## `{command}`: `{model.__name__}`", "", _row(*heading)]
        lines.append(_row(*["---"] * len(heading)))
        lines += _setting_rows(model, language)
    return "\n".join(lines) + "\n"


def _setting_rows(model: type[BaseModel], language: Language, *, within: str = "") -> list[str]:
    """One row a setting; those of a group carry its name and a dot."""
    rows = []
    for name, field in model.model_fields.items():
        default = field.get_default(call_default_factory=True)
        if isinstance(default, BaseModel):
            rows += _setting_rows(type(default), language, within=f"{within}{name}.")
            continue
        shown = "" if default is None else f"`{default}`"
        meaning = both_halves(field.description or "").to(language)
        rows.append(_row(f"`{within}{name}`", shown, meaning))
    return rows


def python_page(language: Language) -> str:
    """Page that lists every public name.

    Parameters
    ----------
    language : {"en", "zh"}
        Language of the page; the Chinese one is a table, for docstrings are in English.

    Returns
    -------
    str
        Markdown with directives of mkdocstrings.
    """
    lines = [
        f"# {_say(language, 'Python names', 'Python 名称')}",
        "",
        _say(
            language,
            "`import upriver as up` makes these names known; each is loaded when it is first "
            "used. What is not listed here may change without notice.",
            "`import upriver as up` 之后即可使用下列名称，首次用到时才加载。"
            "未列出的名称可能随时改动。参数与返回值见[英文页](python.md)。",
        ),
        "",
    ]
    if language == "zh":
        lines += [_row("名称", "含义"), _row("---", "---")]
        lines += [_row(f"`upriver.{name}`", text.zh) for name, text in NAMES.items()]
        return "\n".join(lines) + "\n"
    for name, text in NAMES.items():
        lines += [f"## `upriver.{name}`", "", text.en, ""]
        if name != "__version__":
            module, attribute = upriver._HOMES[name]  # noqa: SLF001 - the one list of homes
            lines += [f"::: {module}{'.' if attribute else ''}{attribute}", ""]
    return "\n".join(lines).rstrip() + "\n"


def generated_pages() -> dict[Path, str]:
    """Every generated page.

    Returns
    -------
    dict of Path to str
        Text by place.
    """
    makers = {
        "reference/tables": tables_page,
        "reference/glossary": glossary_page,
        "reference/cli": cli_page,
        "reference/settings": settings_page,
        "reference/python": python_page,
    }
    return {
        DOCS / f"{name}{ENDING[language]}": make(language)
        for name, make in makers.items()
        for language in LANGUAGES
    }


if __name__ == "__main__":
    for path, text in generated_pages().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
