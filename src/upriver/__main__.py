"""The program ``upriver``, when it is run as ``python -m upriver``."""

from __future__ import annotations

from upriver.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
