"""The demo desk: the made-up help desk that comes with Firstline."""

from pathlib import Path


def demo_folder() -> Path:
    """The folder of the demo desk: tickets, articles and configuration, read where they are installed."""
    return Path(__file__).parent / "demo"
