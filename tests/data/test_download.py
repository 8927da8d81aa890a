"""Downloads from a server that does everything that servers do."""

from __future__ import annotations

import dataclasses
import hashlib
import socket
from pathlib import Path

import pytest

from autograder.data.download import Patience, RemoteFile, fetch
from autograder.errors import GraderError

DATA = bytes(range(256)) * 800


@pytest.fixture
def file(server) -> RemoteFile:
    server.files["a.gz"] = DATA
    return RemoteFile("a.gz", len(DATA), hashlib.sha256(DATA).hexdigest())


def get(file: RemoteFile, server, folder: Path, patience: Patience, **more) -> Path:
    return fetch(file, [server.address], folder, patience=patience, **more)


def test_a_file_arrives_whole_and_leaves_no_part(file, server, tmp_path: Path, patience):
    counts: list[int] = []
    path = get(file, server, tmp_path / "new", patience, arrived=counts.append)
    assert path == tmp_path / "new" / "a.gz"
    assert path.read_bytes() == DATA
    assert [p.name for p in path.parent.iterdir()] == ["a.gz"]
    assert counts == sorted(counts)
    assert counts[-1] == len(DATA)


def test_a_file_that_is_there_is_not_asked_for_again(file, server, tmp_path: Path, patience):
    get(file, server, tmp_path, patience)
    counts: list[int] = []
    get(file, server, tmp_path, patience, arrived=counts.append)
    assert len(server.asked) == 1
    assert counts == [len(DATA)]


def test_a_damaged_file_in_the_cache_is_replaced(file, server, tmp_path: Path, patience):
    (tmp_path / "a.gz").write_bytes(DATA[::-1])
    assert get(file, server, tmp_path, patience).read_bytes() == DATA


@pytest.mark.parametrize("trick", ["breaks", "ends"])
def test_what_breaks_off_goes_on_where_it_was(file, server, tmp_path: Path, patience, trick: str):
    server.tricks = [trick]
    assert get(file, server, tmp_path, patience).read_bytes() == DATA
    (first, second) = server.asked
    assert first == ("a.gz", None)
    assert second == ("a.gz", f"bytes={len(DATA) // 2}-")


def test_the_next_run_goes_on_where_the_last_one_was(file, server, tmp_path: Path, patience):
    server.tricks = ["breaks", "500", "503"]
    with pytest.raises(GraderError, match="it goes on from there"):
        get(file, server, tmp_path, patience)
    assert (tmp_path / "a.gz.part").stat().st_size == len(DATA) // 2
    assert get(file, server, tmp_path, patience).read_bytes() == DATA
    assert server.asked[-1] == ("a.gz", f"bytes={len(DATA) // 2}-")


def test_a_server_that_ignores_ranges_sends_all_again(file, server, tmp_path: Path, patience):
    server.tricks = ["breaks", "ignores"]
    assert get(file, server, tmp_path, patience).read_bytes() == DATA
    assert len(server.asked) == 2


def test_a_server_that_sends_another_range_is_not_believed(file, server, tmp_path: Path, patience):
    server.tricks = ["breaks", "shifted"]
    with pytest.raises(GraderError, match="another part than it was asked for"):
        get(file, server, tmp_path, patience)


def test_a_whole_part_is_taken_without_asking(file, server, tmp_path: Path, patience):
    (tmp_path / "a.gz.part").write_bytes(DATA)
    assert get(file, server, tmp_path, patience).read_bytes() == DATA
    assert server.asked == []


@pytest.mark.parametrize("size", [100, len(DATA), len(DATA) + 100])
def test_a_part_of_another_file_is_thrown_away(file, server, tmp_path: Path, patience, size: int):
    (tmp_path / "a.gz.part").write_bytes(b"\xff" * size)
    assert get(file, server, tmp_path, patience).read_bytes() == DATA
    assert server.asked[-1] == ("a.gz", None)


def test_a_range_that_does_not_exist_begins_anew(file, server, tmp_path: Path, patience):
    (tmp_path / "a.gz.part").write_bytes(DATA[:100])
    server.tricks = ["416"]
    assert get(file, server, tmp_path, patience).read_bytes() == DATA
    assert server.asked == [("a.gz", "bytes=100-"), ("a.gz", None)]


def test_wrong_bytes_are_never_kept(file, server, tmp_path: Path, patience):
    server.tricks = ["wrong"] * 9
    with pytest.raises(GraderError, match="it sends another file of that name"):
        get(file, server, tmp_path, patience)
    assert list(tmp_path.iterdir()) == []
    assert len(server.asked) == 1


def test_a_longer_file_is_cut_off_at_the_known_size(file, server, tmp_path: Path, patience):
    server.tricks = ["longer"]
    assert get(file, server, tmp_path, patience).read_bytes() == DATA


def test_a_server_that_falls_silent_is_asked_again(file, server, tmp_path: Path, patience):
    server.tricks = ["slow"]
    assert get(file, server, tmp_path, patience).read_bytes() == DATA
    assert len(server.asked) == 2


def test_a_server_that_stays_silent_is_given_up(file, server, tmp_path: Path, patience):
    server.tricks = ["slow"] * 9
    with pytest.raises(GraderError, match=r"a\.gz: nothing came for 0\.25 s"):
        get(file, server, tmp_path, dataclasses.replace(patience, attempts=1))


@pytest.mark.parametrize(("status", "times"), [("404", 1), ("403", 1), ("500", 3), ("429", 3)])
def test_only_what_may_pass_is_tried_again(
    file, server, tmp_path: Path, patience, status: str, times: int
):
    server.tricks = [status] * 9
    with pytest.raises(GraderError, match=rf"set/a\.gz: it answers {status}"):
        get(file, server, tmp_path, patience)
    assert len(server.asked) == times


def test_a_passing_trouble_costs_nothing(file, server, tmp_path: Path, patience):
    server.tricks = ["500", "429"]
    assert get(file, server, tmp_path, patience).read_bytes() == DATA


@pytest.mark.parametrize("trick", ["404", "wrong"])
def test_the_next_mirror_is_asked(file, server, tmp_path: Path, patience, trick: str):
    server.tricks = [trick]
    mirrors = [f"{server.address}/first/", f"{server.address}/second"]
    assert fetch(file, mirrors, tmp_path, patience=patience).read_bytes() == DATA
    assert len(server.asked) == 2


def test_without_a_network_every_mirror_is_named_and_what_to_do(file, tmp_path: Path, patience):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        address = f"http://127.0.0.1:{closed.getsockname()[1]}"
    with pytest.raises(GraderError) as caught:
        fetch(file, [address, f"{address}/b"], tmp_path, patience=patience)
    text = str(caught.value)
    assert f"{address}/a.gz: no connection" in text
    assert f"{address}/b/a.gz: no connection" in text
    assert "HTTPS_PROXY" in text
    assert str(tmp_path) in text


def test_a_cache_that_cannot_be_written_is_named(file, server, tmp_path: Path, patience):
    (tmp_path / "cache").write_text("a file")
    with pytest.raises(GraderError, match="XDG_CACHE_HOME"):
        get(file, server, tmp_path / "cache", patience)


def test_pauses_double(file, server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    pauses: list[float] = []
    monkeypatch.setattr("autograder.data.download.time.sleep", pauses.append)
    server.tricks = ["500"] * 9
    with pytest.raises(GraderError):
        get(file, server, tmp_path, Patience(attempts=4, pause_seconds=1.0))
    assert pauses == [1.0, 2.0, 4.0]
