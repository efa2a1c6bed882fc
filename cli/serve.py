"""`firstline serve`: a bundle over HTTP."""

from pathlib import Path

import click

from firstline.cli.options import FILE, state_option
from firstline.cli.registry_options import registry_option


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
@click.option(
    "--hold-out",
    type=click.FloatRange(0, 1),
    default=0.05,
    show_default=True,
    help="Share of portal interactions that see no articles, so that what articles save stays known.",
)
@registry_option
@state_option
def command(
    bundle: Path,
    host: str,
    port: int,
    workers: int,
    no_authentication: bool,
    audit_share: float,
    hold_out: float,
    registry: str | None,
    state: str | None,
) -> None:
    """Serve BUNDLE over HTTP until it is told to stop.

    BUNDLE is a folder, or a version in the registry such as models:/firstline@champion: the one that is champion when
    the service starts. Its state then lies in the user's data folder, the same for all versions, unless --state says.
    """
    from firstline.cli.bundle_source import bundle_source
    from firstline.serving.server import serve

    source = bundle_source(bundle, registry)
    serve(
        source.folder,
        host=host,
        port=port,
        workers=workers,
        state=state or source.state,
        no_authentication=no_authentication,
        audit_share=audit_share,
        hold_out=hold_out,
        alias=source.alias,
    )
