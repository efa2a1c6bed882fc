"""The demo desk comes with the package."""

from firstline.datasets.demo_desk import demo_folder


def test_its_folder_is_there():
    assert (demo_folder() / "articles").is_dir()
