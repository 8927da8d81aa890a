"""Where the client keeps which exchange it talks to, and the token: the keyring or a private file.

The file is readable by its owner alone. The environment variables AUTOGRADER_EXCHANGE and
AUTOGRADER_TOKEN go before both, for jobs that nobody watches.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from autograder.errors import AuthoringError

SERVICE = "autograder exchange"
SERVER, TOKEN = "AUTOGRADER_EXCHANGE", "AUTOGRADER_TOKEN"


@dataclass(frozen=True)
class Login:
    """An exchange, one's token there, and the key of its receipts as seen at the first login."""

    server: str
    token: str
    key: str = ""


def config_file() -> Path:
    """The private file, below the user's own folder for configuration."""
    base = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(base) / "autograder" / "exchange.json"


def save(login: Login) -> str:
    """Keep a login; where its token went, in words."""
    plain = asdict(login)
    keyring = _keyring()
    if keyring is not None:
        keyring.set_password(SERVICE, login.server, login.token)
        plain["token"] = ""
    path = config_file()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(plain, file)
    os.replace(beside, path)
    return "the keyring" if keyring is not None else str(path)


def load() -> Login:
    """The login that is kept; AuthoringError where there is none."""
    stored = _stored()
    server = os.environ.get(SERVER) or stored.server
    token = os.environ.get(TOKEN) or (stored.token if server == stored.server else "")
    if server and not token and (keyring := _keyring()) is not None:
        token = keyring.get_password(SERVICE, server) or ""
    if not server or not token:
        raise AuthoringError("You are not logged in. Say: autograder login https://the.exchange")
    return Login(server, token, stored.key if server == stored.server else "")


def forget() -> None:
    """Remove the login."""
    stored = _stored()
    if stored.server and (keyring := _keyring()) is not None:
        keyring.delete_password(SERVICE, stored.server)
    config_file().unlink(missing_ok=True)


def _stored() -> Login:
    try:
        plain = json.loads(config_file().read_text(encoding="utf-8"))
        return Login(str(plain["server"]), str(plain["token"]), str(plain.get("key", "")))
    except FileNotFoundError:
        return Login("", "")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AuthoringError(f"{config_file()} is damaged; log in again ({error}).") from error


def _keyring() -> Any:
    """The system's keyring, if the extra is installed and the system has one that keeps secrets."""
    try:
        import keyring
        from keyring.backends import fail, null
    except ImportError:
        return None
    backend = keyring.get_keyring()
    return None if isinstance(backend, fail.Keyring | null.Keyring) else backend
