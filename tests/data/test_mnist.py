"""From four files on a server to the pictures that a notebook loads."""

from __future__ import annotations

import dataclasses
import importlib.util
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from autograder.cli.main import cli
from autograder.data import mnist
from autograder.data.mnist import cache_folder, files_of, prepare
from autograder.errors import AuthoringError, GraderError

UTILITY = Path(__file__).parents[2] / "assignments/common/utility.py"


def load_digits(path: Path):
    spec = importlib.util.spec_from_file_location("utility_of_the_labs", UTILITY)
    assert spec is not None
    assert spec.loader is not None
    utility = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(utility)
    return utility.load_digits(path)


def test_all_pictures_are_written_training_first(server, parts, pictures, tmp_path, patience):
    counts: list[int] = []
    out = tmp_path / "new" / "mnist.npz"
    address = [server.address]
    shape = prepare(out, parts, address, tmp_path / "cache", counts.append, patience)
    assert shape == (12, 5, 4)
    with np.load(out) as written:
        assert set(written) == {"images", "labels"}
        assert np.array_equal(written["images"], pictures)
        assert written["labels"].tolist() == [*range(10), 0, 1]
        assert written["labels"].dtype == np.uint8
    assert counts == sorted(counts)
    assert counts[-1] == sum(file.size for file in files_of(parts))


def test_a_labs_notebook_loads_them(server, parts, pictures, tmp_path, patience):
    out = tmp_path / "mnist.npz"
    prepare(out, parts, [server.address], tmp_path / "cache", patience=patience)
    train, y_train, _, _, test, y_test = load_digits(out)
    assert train.shape == (8, 20)
    assert train.max() <= 1.0
    assert y_train.tolist() == list(range(8))
    assert np.allclose(test * pictures.max(), pictures[10:].reshape(2, 20))
    assert y_test.tolist() == [0, 1]


def test_a_second_time_downloads_nothing_and_writes_the_same(server, parts, tmp_path, patience):
    out, cache = tmp_path / "mnist.npz", tmp_path / "cache"
    prepare(out, parts, [server.address], cache, patience=patience)
    first, asked = out.read_bytes(), len(server.asked)
    prepare(out, parts, [server.address], cache, patience=patience)
    assert out.read_bytes() == first
    assert len(server.asked) == asked == 4


def test_nothing_is_written_before_all_is_there(server, parts, tmp_path, patience):
    server.tricks = ["", "", "404"]
    out = tmp_path / "mnist.npz"
    out.write_bytes(b"the old one")
    with pytest.raises(GraderError, match=r"test-images\.gz could not be downloaded"):
        prepare(out, parts, [server.address], tmp_path / "cache", patience=patience)
    assert out.read_bytes() == b"the old one"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "mnist.npz"]


def test_labels_that_do_not_fit_are_refused(server, parts, tmp_path, patience):
    first, second = parts
    mixed = (dataclasses.replace(first, labels=second.labels), second)
    with pytest.raises(GraderError, match="4 labels for 8 pictures"):
        prepare(tmp_path / "m.npz", mixed, [server.address], tmp_path / "c", patience=patience)


def test_a_place_that_cannot_be_written_is_named(server, parts, tmp_path, patience):
    (tmp_path / "data").write_text("a file")
    out = tmp_path / "data" / "mnist.npz"
    with pytest.raises(AuthoringError, match=r"mnist\.npz cannot be written: .* with -o"):
        prepare(out, parts, [server.address], tmp_path / "cache", patience=patience)


def test_the_cache_follows_the_users_wish(tmp_path: Path):
    assert cache_folder({"XDG_CACHE_HOME": str(tmp_path)}) == tmp_path / "autograder" / "mnist"
    usual = Path.home() / ".cache" / "autograder" / "mnist"
    assert cache_folder({}) == usual
    assert cache_folder({"XDG_CACHE_HOME": "relative"}) == usual


def test_the_real_files_are_pinned():
    files = files_of(mnist.PARTS)
    assert len({file.name for file in files}) == 4
    assert all(len(bytes.fromhex(file.sha256)) == 32 for file in files)
    assert all(address.startswith("https://") for address in mnist.MIRRORS)


@pytest.fixture
def tiny_set(parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mnist, "PARTS", parts)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("tiny_set")
def test_the_command_writes_where_it_says(server, tmp_path: Path):
    arguments = ["data", "mnist", "--mirror", server.address]
    result = CliRunner().invoke(cli, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    assert "data/mnist.npz: 12 pictures of 5 by 4 pixels." in result.output
    assert (tmp_path / "data" / "mnist.npz").is_file()
    assert (tmp_path / "cache" / "autograder" / "mnist" / "test-labels.gz").is_file()


@pytest.mark.usefixtures("tiny_set")
def test_a_mirror_of_ones_own_stands_in_place_of_the_public_ones(
    server, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(mnist, "MIRRORS", (f"{server.address}/public",))
    server.tricks = ["404"]
    result = CliRunner().invoke(cli, ["data", "mnist", "--mirror", f"{server.address}/own"])
    assert isinstance(result.exception, GraderError)
    assert "/own/train-images.gz: it answers 404" in str(result.exception)
    assert "/public/" not in str(result.exception)


def test_a_mirror_that_is_no_address_is_refused():
    result = CliRunner().invoke(cli, ["data", "mnist", "--mirror", "example.org/mnist"])
    assert isinstance(result.exception, AuthoringError)
    assert "begins with https://" in str(result.exception)
