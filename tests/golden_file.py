"""Golden files: what was right when a person last looked, compared byte by byte."""

from __future__ import annotations

import json
import math
import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

REWRITE = os.environ.get("UPRIVER_REWRITE_GOLDEN") == "1"  # set by `make golden`


def rounded(value: Any, *, digits: int = 4) -> Any:
    """Plain data with numbers cut to some significant digits, so that machines agree."""
    if isinstance(value, dict):
        return {str(key): rounded(each, digits=digits) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(each, digits=digits) for each in value]
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        short = float(f"{value:.{digits}g}")
        return int(short) if short.is_integer() else short
    return value


def require_golden(path: Path, facts: Any) -> None:
    """Compare plain data with a golden file, or write the file anew."""
    text = json.dumps(rounded(facts), ensure_ascii=False, indent=1, default=str) + "\n"
    if REWRITE:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.exists(), f"{path.name} is missing: run make golden and read it"
    assert text == path.read_text(encoding="utf-8"), (
        f"{path.name} differs: run make golden, read the diff"
    )
