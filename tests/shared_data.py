"""Where the reference data lies, and the reason a test gives when it does not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def shared_folder() -> Path:
    """Folder with the reference data: UPRIVER_SHARED, or ``../shared`` beside the checkout."""
    named = os.environ.get("UPRIVER_SHARED")
    return Path(named) if named else Path(__file__).resolve().parents[2] / "shared"


SHARED = shared_folder()

needs_shared = pytest.mark.skipif(
    not (SHARED / "README.md").exists(),
    reason=f"reference data not found at {SHARED}; set UPRIVER_SHARED to its folder",
)
