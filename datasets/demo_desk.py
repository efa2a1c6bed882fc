"""The demo desk: the made-up help desk that comes with Firstline."""

from pathlib import Path

from firstline.datasets.config import Config, load_config
from firstline.datasets.ticket_reader import TicketTable, read_tickets


def demo_folder() -> Path:
    """The folder of the demo desk: tickets, articles and configuration, read where they are installed."""
    return Path(__file__).parent / "demo"


def demo_config() -> Config:
    """The demo desk's own `firstline.toml`: its closed lists, its hours and the fields that are trained."""
    return load_config(demo_folder() / "firstline.toml")


def demo_tickets(name: str = "tickets.jsonl") -> TicketTable:
    """The tickets of one of the demo desk's files, read as its configuration says."""
    config = demo_config()
    return read_tickets(demo_folder() / name, time_zone=config.desk.zone, closed=config.fields)
