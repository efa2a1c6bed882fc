"""A folder can be written where no file stands in its way."""

from pathlib import Path

import pytest

from firstline.datasets.errors import InputError
from firstline.datasets.output_folder import check_folder, check_not_kept
from firstline.kb_index.state_location import FILE_NAME
from firstline.models.manifest import MANIFEST_NAME


def test_a_file_at_the_place_or_above_it_is_named(tmp_path):
    file = tmp_path / "file"
    file.touch()
    for output in (file, file / "report", file / "a" / "b"):
        with pytest.raises(InputError, match=f"{file} is a file"):
            check_folder(output)


def test_a_folder_and_what_is_not_there_yet_may_be_written(tmp_path):
    check_folder(tmp_path)
    check_folder(tmp_path / "new" / "report")
    assert list(tmp_path.iterdir()) == []


def test_a_place_where_nothing_can_be_made_is_named_before_any_work(tmp_path):
    for output in (Path("/proc/report"), Path("/proc/a/b"), tmp_path / ("x" * 300), tmp_path / ("x" * 252)):
        with pytest.raises(InputError, match=f"{output} cannot be written"):
            check_folder(output)


@pytest.mark.parametrize(
    ("names", "what"), [((FILE_NAME,), "a desk's state"), ((MANIFEST_NAME, "heads.json"), "a bundle")]
)
def test_nothing_is_written_into_what_a_desk_cannot_do_without(tmp_path, names, what):
    kept = tmp_path / "kept"
    kept.mkdir()
    check_not_kept(kept / names[0])
    for name in names:
        (kept / name).touch()
    for output in (kept, kept / names[0], kept / "sub" / "report.html"):
        with pytest.raises(InputError, match=f"{output} would be written into {kept}, which is {what}"):
            check_not_kept(output)
    with pytest.raises(InputError, match=what):
        check_folder(kept / "report")
    check_not_kept(tmp_path / "report")
