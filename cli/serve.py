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
@click.option("--require-keys", is_flag=True, help="Want an API key of callers on this machine too.")
@click.option(
    "--no-authentication", is_flag=True, help="Want no key on an address that others can reach: all may read all."
)
@click.option(
    "--trusted-proxy",
    "trusted_proxies",
    multiple=True,
    default=("127.0.0.1", "::1"),
    show_default=True,
    metavar="ADDRESS",
    help="Believe X-Forwarded-For of this address or network; may be given again.",
)
@click.option(
    "--visitor-rate",
    type=click.IntRange(min=1),
    default=240,
    show_default=True,
    help="Calls a minute with a portal key from one address.",
)
@click.option(
    "--portal-rate",
    type=click.IntRange(min=1),
    default=12_000,
    show_default=True,
    help="Calls a minute with one portal key.",
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
@click.option(
    "--reranker", metavar="hf:ID|path:DIR", help="A cross-encoder in ONNX that reads the best articles once more."
)
@click.option(
    "--follow",
    "follow_seconds",
    type=click.FloatRange(1, 86_400),
    metavar="SECONDS",
    help="Look again so often for another bundle at BUNDLE and let it go live; a SIGHUP does so at once.",
)
@click.option(
    "--drain",
    "drain_seconds",
    type=click.FloatRange(0, 600),
    default=3,
    show_default=True,
    metavar="SECONDS",
    help="After SIGTERM say so long that it is not ready, and still answer, before it takes nothing new.",
)
@click.option("--config", "config_path", type=FILE, help="firstline.toml of the desk, for its [privacy].")
@registry_option
@state_option
def command(
    bundle: Path,
    host: str,
    port: int,
    workers: int,
    no_authentication: bool,
    trusted_proxies: tuple[str, ...],
    registry: str | None,
    state: str | None,
    require_keys: bool,
    reranker: str | None,
    config_path: Path | None,
    **settings: float | None,
) -> None:
    """Serve BUNDLE over HTTP until it is told to stop.

    BUNDLE is a folder, or a version in the registry such as models:/firstline@champion: the one that is champion when
    the service starts or is told to look again. Its state then lies in the user's data folder, the same for all
    versions, unless --state says.

    On an address that other machines can reach every caller needs an API key: see firstline keys.
    """
    from firstline.serving.loading import loading

    with loading():
        from firstline.datasets.config import load_config
        from firstline.serving.bundle_source import bundle_source
        from firstline.serving.server import serve
        from firstline.serving.settings import Settings

    source = bundle_source(bundle, registry)
    serve(
        Settings(
            bundle=source.folder,
            state=state or source.state,
            source=bundle.as_posix(),
            registry=registry,
            alias=source.alias,
            own_process=True,
            keys_required=require_keys,
            reranker=reranker,
            privacy=load_config(config_path).privacy,
            **settings,
        ),
        host=host,
        port=port,
        workers=workers,
        no_authentication=no_authentication,
        trusted_proxies=trusted_proxies,
    )
