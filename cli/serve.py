"""`firstline serve`: a bundle over HTTP."""

from pathlib import Path

import click

from firstline.cli.options import FILE, state_option


@click.command("serve")
@click.argument("bundle", type=FILE)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes.")
@click.option(
    "--no-authentication", is_flag=True, help="Listen where others can reach it although it asks nobody who they are."
)
@click.option(
    "--audit-share",
    type=click.FloatRange(0, 1),
    default=0.02,
    show_default=True,
    help="Share of auto answers that people decide all the same, so that their precision stays known.",
)
@state_option
def command(
    bundle: Path,
    host: str,
    port: int,
    workers: int,
    no_authentication: bool,
    audit_share: float,
    state: str | None,
) -> None:
    """Serve BUNDLE over HTTP until it is told to stop."""
    from firstline.serving.server import serve

    serve(
        bundle,
        host=host,
        port=port,
        workers=workers,
        state=state,
        no_authentication=no_authentication,
        audit_share=audit_share,
    )
