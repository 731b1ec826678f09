"""A failed write leaves the old file as it was."""

import os
from pathlib import Path

import pytest

from upriver.core.errors import OutputError
from upriver.core.files import make_folder, replacing, write_text


def test_the_old_file_survives_a_failure(tmp_path: Path) -> None:
    target = write_text(tmp_path / "a.txt", "old")

    def fail_halfway() -> None:
        with replacing(target) as temporary:
            temporary.write_text("new")
            message = "halfway"
            raise RuntimeError(message)

    with pytest.raises(RuntimeError, match="halfway"):
        fail_halfway()
    assert target.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["a.txt"]


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError, match=r"Cannot write .*out"):
        make_folder(tmp_path / "out")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="Choose another folder"):
        write_text(tmp_path / "x" / "a.txt", "text")
    tmp_path.chmod(0o700)
