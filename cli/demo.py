"""`firstline demo`: all of it, on the demo desk."""

import time
from pathlib import Path

import click

from firstline.cli.options import FILE
from firstline.cli.progress import progress


@click.command("demo")
@click.option("--once", is_flag=True, help="Stop the service after the live requests.")
@click.option("--folder", type=FILE, help="Where the demo's bundles lie.  [default: the cache, under demo]")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="A free one if it is taken."
)
def command(once: bool, folder: Path | None, port: int) -> None:
    """Train, index, evaluate and serve the demo desk, and send the service a few live requests.

    A second run takes what the first one made.
    """
    from firstline.cli.demo_service import as_interrupts

    with as_interrupts():
        _run(folder, port, once=once)


def _run(folder: Path | None, port: int, *, once: bool) -> None:
    from rich.console import Console

    from firstline.cli.demo_desk import DemoDesk
    from firstline.cli.demo_service import demo_service
    from firstline.cli.triage_card import triage_card
    from firstline.evaluation.evaluate import evaluate
    from firstline.evaluation.report_table import report_summary
    from firstline.models.cache_folder import default_cache_folder

    console = Console(highlight=False)
    started = time.monotonic()
    console.rule("Fjordhost, a made-up hosting provider")
    desk = DemoDesk(folder or default_cache_folder() / "demo", say=lambda line: console.print(line, markup=False))
    desk.prepare()
    judged = desk.judged_bundle
    console.rule(f"How good is it? The {len(desk.newest)} newest tickets, judged by a bundle of the older ones")
    with progress("evaluating") as report:
        console.print(report_summary(evaluate(judged, desk.newest, progress=report)))
    with demo_service(desk.bundle, port) as service:
        console.rule(f"{len(desk.live)} live requests to the service")
        for request in desk.live:
            console.print(triage_card(request, service.triage(request)))
        console.print(f"Done in {time.monotonic() - started:.0f} s.", markup=False)
        if not once:
            console.print(f"The service is at {service.address} (a page to try it on), {service.address}/docs")
            console.print(service.example(), markup=False, soft_wrap=True)
            console.print("Ctrl-C stops it.")
            service.wait()
