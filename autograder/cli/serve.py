"""`autograder serve`: the exchange, by one command."""

from __future__ import annotations

import importlib.util
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from autograder.cli.options import chosen_isolation, isolation_option
from autograder.course import Course
from autograder.errors import AuthoringError

if TYPE_CHECKING:
    from autograder.exchange.store import Store

ME = "command line"  # who did it, in the exchange's list of changes
NEEDED = (
    "cryptography",
    "fastapi",
    "python_multipart",
    "prometheus_client",
    "sqlalchemy",
    "uvicorn",
)

data_option = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("exchange"),
    show_default=True,
    envvar="AUTOGRADER_SERVE_DATA",
    help="Where the exchange keeps everything.",
)
database_option = click.option(
    "--database",
    metavar="URL",
    envvar="AUTOGRADER_SERVE_DATABASE",
    help="A PostgreSQL database, postgresql://…, for more than one server (default: SQLite in "
    "the data folder).",
)


def opened(data: Path, database: str | None) -> Store:
    """The store, if its extra is installed; it is closed when the command ends."""
    demand_extra()
    from autograder.exchange.store import Store

    store = Store.open(data.resolve(), database)
    click.get_current_context().call_on_close(store.close)
    return store


def demand_extra() -> None:
    """AuthoringError where the extra `serve` is not installed."""
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise AuthoringError(
            f"The exchange needs packages that are not installed ({', '.join(missing)}). Install "
            "them: pip install 'autograder[serve]'"
        )


def _from_file(ctx: click.Context, parameter: click.Parameter, path: Path | None) -> None:
    """Take what the file says as defaults: flags and the environment go before it."""
    if path is None:
        return
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise AuthoringError(f"{path} cannot be read: {error}") from error
    known = {str(p.name) for p in ctx.command.params} - {parameter.name}
    for key in table:
        if key.replace("-", "_") not in known:
            raise AuthoringError(
                f"{path}: {key!r} is no setting. The settings are: {', '.join(sorted(known))}."
            )
    ctx.default_map = {key.replace("-", "_"): value for key, value in table.items()}


@click.command(context_settings={"auto_envvar_prefix": "AUTOGRADER_SERVE"})
@click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    is_eager=True,
    expose_value=False,
    callback=_from_file,
    help="A TOML file with any of these options; flags and AUTOGRADER_SERVE_… go before it.",
)
@data_option
@database_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option(
    "--workers",
    type=click.IntRange(min=0),
    default=None,
    help="Grading processes (default: one less than there are cores, but one).",
)
@isolation_option
@click.option("--tls-cert", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--tls-key", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--behind",
    metavar="ADDRESSES",
    default="127.0.0.1",
    show_default=True,
    help="Reverse proxies whose word on a request's origin is believed.",
)
@click.option(
    "--hub", metavar="URL", help="A JupyterHub's API, whose users' tokens are taken, too."
)
@click.pass_obj
def serve(course: Course, /, data: Path, database: str | None, **options: Any) -> int:
    """Run the exchange: hand out, take in, grade, give feedback.

    The first start makes the data folder and an instructor, and shows that instructor's token,
    this once. Needs `pip install 'autograder[serve]'`. For TLS use a reverse proxy, or --tls-cert
    and --tls-key; without either, listen on this machine only.

    \b
    Examples:
      autograder serve --data exchange
      autograder serve --host 0.0.0.0 --tls-cert lab.pem --tls-key lab.key
      AUTOGRADER_SERVE_DATABASE=postgresql://lab@db/lab autograder serve --port 8001
    """
    store = opened(data, database)
    from autograder.exchange.hub import by_hub
    from autograder.exchange.web.context import House, by_own_token
    from autograder.exchange.web.logs import log_as_json
    from autograder.exchange.web.running import Serving, default_workers, listen
    from autograder.exchange.web.running import serve as run

    if bool(options["tls_cert"]) != bool(options["tls_key"]):
        raise AuthoringError("--tls-cert and --tls-key go together.")
    hub = options.pop("hub")
    workers = options.pop("workers")
    isolation = chosen_isolation(options.pop("isolation"))
    proxies = options.pop("behind")
    listening = listen(options.pop("host"), options.pop("port"))
    host, port, *_ = listening.getsockname()
    serving = Serving(
        **options,
        host=host,
        port=port,
        proxies=proxies,
        isolation=isolation,
        workers=default_workers() if workers is None else workers,
    )
    _welcome(store, serving.url)
    house = House(store, course)
    if hub:
        house.authenticators = (by_own_token, by_hub(hub))
    log_as_json()
    run(house, serving, listening)
    return 0


def _welcome(store: Store, url: str) -> None:
    from autograder.exchange.people import first_instructor

    if token := first_instructor(store):
        click.echo(f"The instructor's token, shown this once: {token}")
    click.echo(f"The exchange is at {url}", err=True)
