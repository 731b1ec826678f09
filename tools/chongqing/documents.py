# ruff: noqa: E501 (one row of a table a line)
"""The two short texts that come with the bundled region."""

from __future__ import annotations


def document_rows() -> list[dict[str, object]]:
    """Rows of the table ``documents``.

    Returns
    -------
    list of dict
        One row a text.
    """
    return [
        {"document": "summary-zh", "title": "重庆公开目标与统计摘要（upriver 撰写）",
         "date": "2024-05-31", "place": "500000", "path": "documents/summary-2024-05-31.zh.txt",
         "language": "zh", "source": "upriver-summary"},
        {"document": "summary-en", "title": "Published targets and figures of Chongqing: a summary written for upriver",
         "date": "2024-05-31", "place": "500000", "path": "documents/summary-2024-05-31.en.txt",
         "language": "en", "source": "upriver-summary"},
    ]  # fmt: skip
