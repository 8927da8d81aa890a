"""The commands by themselves; what they do together is in `test_term`."""

from __future__ import annotations

import json
import socket
import subprocess
import sys

import pytest

from autograder.cli.main import run

SERVERS = ("fastapi", "starlette", "sqlalchemy", "cryptography", "uvicorn", "pydantic")


def test_the_students_side_needs_nothing_of_the_server():
    code = (
        f"import sys; sys.modules.update(dict.fromkeys({SERVERS}, None)); "
        "from autograder.exchange import client, credentials, fetching, waiting; "
        "from autograder.cli.main import run; "
        "sys.exit(max(run([v, '--help']) for v in ('login', 'list', 'fetch', 'submit', 'status')))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0


@pytest.mark.parametrize("command", [["roster", "list"], ["exchange", "check"], ["serve"]])
def test_without_the_extra_a_command_says_what_to_install(command, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "fastapi", None)
    assert run(command) == 2
    assert "pip install 'autograder[serve]'" in capsys.readouterr().err


def test_a_configuration_file_gives_defaults_and_flags_go_before_it(tmp_path, monkeypatch):
    import click

    from autograder.cli.serve import serve

    path = tmp_path / "exchange.toml"
    path.write_text('port = 8123\nhost = "::1"\n')
    monkeypatch.setenv("AUTOGRADER_SERVE_WORKERS", "3")
    context = serve.make_context("serve", ["--config", str(path), "--port", "9000"])
    assert isinstance(context, click.Context)
    found = {name: context.params[name] for name in ("port", "host", "workers")}
    assert found == {"port": 9000, "host": "::1", "workers": 3}


def test_a_misspelt_setting_is_refused(tmp_path, capsys):
    path = tmp_path / "exchange.toml"
    path.write_text("prot = 8123\n")
    assert run(["serve", "--config", str(path)]) == 2
    assert "'prot' is no setting" in capsys.readouterr().err


def test_an_address_that_cannot_be_had_is_told_before_anything_is_promised(
    tmp_path, small_root, capsys
):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        words = ["--course", str(small_root), "serve", "--data", str(tmp_path / "data")]
        assert run([*words, "--isolation", "none", "--port", port]) == 2
        assert run([*words, "--isolation", "none", "--host", "no.such.host.invalid"]) == 2
    said = capsys.readouterr()
    assert f"Nothing can listen on 127.0.0.1, port {port}: Address already in use." in said.err
    assert "no.such.host.invalid" in said.err
    assert "The exchange is at" not in said.err
    assert said.out == ""


@pytest.mark.parametrize(
    ("host", "begin"), [("127.0.0.1", "http://127.0.0.1:"), ("::1", "http://[::1]:")]
)
def test_the_address_that_is_told_is_one_for_a_browser(host, begin):
    from autograder.exchange.web.running import Serving, listen

    with listen(host, 0) as listening:
        host, port, *_ = listening.getsockname()
    serving = Serving(host, port, workers=0, isolation="none")
    assert serving.url == f"{begin}{port}"
    assert port


def test_the_first_start_makes_an_instructor_and_no_second_one(tmp_path):
    from autograder.exchange.people import first_instructor
    from autograder.exchange.store import Store

    store = Store.open(tmp_path / "data")
    assert first_instructor(store).startswith("ag_")
    assert first_instructor(store) is None
    store.close()


def test_a_receipt_is_verified_without_a_connection(tmp_path, monkeypatch, capsys):
    from autograder.exchange import credentials
    from autograder.exchange.receipts import Receipt, Signer

    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setitem(sys.modules, "keyring", None)
    signer = Signer(tmp_path)
    credentials.save(credentials.Login("https://lab.school", "ag_1", signer.public))
    signed = signer.sign(Receipt("ada", "small", 1, "0" * 64, 17, "2027-03-01T12:00:00.000000Z"))
    path = tmp_path / "receipt.json"
    path.write_text(json.dumps(signed))
    assert run(["status", "--receipt", str(path)]) == 0
    assert "Genuine: ada handed in small, attempt 1" in capsys.readouterr().out
    path.write_text(json.dumps({**signed, "student": "ben"}))
    assert run(["status", "--receipt", str(path)]) == 2
    assert "was changed" in capsys.readouterr().err


def test_who_leaves_the_class_is_let_in_no_more_and_comes_back_with_the_next_roster(
    tmp_path, capsys
):
    from autograder.exchange.people import person_with_token
    from autograder.exchange.store import Store

    def say(*command):
        code = run(["roster", *command, "--data", str(tmp_path / "data")])
        return code, capsys.readouterr().out.strip()

    (tmp_path / "class.csv").write_text("id,name\nada,Ada\nben,Ben\n")
    assert say("import", str(tmp_path / "class.csv")) == (0, "2 added, 0 brought up to date.")
    token = json.loads(say("token", "ada", "--json")[1])["ada"]
    assert say("remove", "ada") == (0, "Let in no more: ada.")
    assert [one["login"] for one in json.loads(say("list", "--json")[1])] == ["ben"]
    store = Store.open(tmp_path / "data")
    with store.database.read() as connection:
        assert person_with_token(store, connection, token) is None
    store.close()
    assert say("import", str(tmp_path / "class.csv")) == (0, "0 added, 1 brought up to date.")
    assert json.loads(say("list", "--json")[1])[0]["token"] is False
