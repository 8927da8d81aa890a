"""`autograder login`: say once who you are."""

from __future__ import annotations

import json
import sys

import click


@click.command()
@click.argument("server", required=False)
@click.option("--out", "leave", is_flag=True, help="Log out: forget the token on this machine.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def login(server: str | None, leave: bool, as_json: bool) -> int:
    """Log in to an exchange, with the token that your instructor gave you.

    The token is asked for, or read from standard input; it is kept in the system's keyring, where
    there is one, or in a file that only you can read.

    \b
    Examples:
      autograder login https://lab.school
      autograder login https://lab.school < token.txt
      autograder login --out
    """
    from autograder.exchange import credentials
    from autograder.exchange.client import Client, checked_address

    if leave:
        credentials.forget()
        click.echo("Logged out.")
        return 0
    server = checked_address(server or credentials.load().server)
    token = click.prompt("Token", hide_input=True) if sys.stdin.isatty() else sys.stdin.readline()
    found = credentials.Login(server, token.strip())
    me = Client(found).me()
    place = credentials.save(credentials.Login(server, found.token, me["key"]))
    if as_json:
        click.echo(json.dumps({"server": server, "login": me["login"], "role": me["role"]}))
    else:
        click.echo(f"You are {me['name'] or me['login']} at {server}. The token is in {place}.")
    return 0
