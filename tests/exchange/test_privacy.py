"""What is stored about somebody: shown, exported, deleted; and everything backed up, restored."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from autograder.errors import AuthoringError
from autograder.exchange.access import NotThere
from autograder.exchange.backup import backup, restore
from autograder.exchange.integrity import problems
from autograder.exchange.people import person_with_token
from autograder.exchange.privacy import DELETED, delete_person, export, stored_about
from autograder.exchange.standing import attempts_of, class_standing
from autograder.exchange.terms import extend


def lived(klass, filled, isolation):
    """Ada and Ben hand in the same, Ada something of her own besides."""
    klass.submit("ada", filled())
    klass.submit("ben", filled())
    klass.submit("ada", {**filled(), "of": "ada"})
    extend(klass.store, "ada", "small", klass.clock(), "was ill", "ina")
    klass.grade(isolation)


def test_everything_about_a_person_is_listed_and_no_secret(klass, filled, isolation):
    lived(klass, filled, isolation)
    stored = stored_about(klass.store, "ada")
    counts = {name: len(rows) for name, rows in stored.items() if name != "person"}
    assert counts["submissions"] == counts["grades"] == 2
    assert (counts["tokens"], counts["extensions"]) == (1, 1)
    assert stored["person"]["name"] == "Ada Lovelace"
    assert {row["subject"] for row in stored["audit"]} == {"ada", "ada/small"}
    assert klass["ada"].token not in json.dumps(stored, default=str)
    assert "hash" not in stored["tokens"][0]


def test_an_export_holds_the_files_themselves(klass, filled, isolation):
    lived(klass, filled, isolation)
    with zipfile.ZipFile(io.BytesIO(export(klass.store, "ada"))) as packed:
        names = packed.namelist()
        first = packed.read("submissions/small-1/small.ipynb")
    assert first == json.dumps(filled()).encode()
    assert len([name for name in names if name.startswith("reports/")]) == 2


def test_deleting_a_person_leaves_nothing_of_theirs_and_all_of_the_others(klass, filled, isolation):
    lived(klass, filled, isolation)
    store = klass.store
    with store.database.read() as connection:
        hers = attempts_of(connection, klass.person("ada").id)
    delete_person(store, "ada", "ina")
    with pytest.raises(NotThere):
        stored_about(store, "ada")
    shared, own = hers[1].sha256, hers[0].sha256
    assert not store.blobs.path(own).exists()
    assert store.blobs.read(shared)
    for attempt in hers:
        assert not store.blobs.path(attempt.report).exists()
    for name in store.blobs.names():
        assert b"Ada Lovelace" not in store.blobs.read(name)
    with store.database.read() as connection:
        assert len(class_standing(connection)) == 1
        assert person_with_token(store, connection, klass["ada"].token) is None
        from sqlalchemy import select

        from autograder.exchange.tables import audit

        lines = [str(tuple(row)) for row in connection.execute(select(audit))]
    assert not [line for line in lines if "ada" in line]
    assert [line for line in lines if DELETED in line]
    assert list(problems(store)) == []


def test_the_same_bytes_can_be_handed_in_after_they_were_deleted(klass, filled, isolation):
    klass.submit("ada", filled())
    klass.grade(isolation)
    delete_person(klass.store, "ada", "ina")
    klass.submit("ben", filled())
    assert list(problems(klass.store)) == []


def test_a_backup_taken_while_people_hand_in_is_one_moment_and_restores(
    klass, filled, isolation, tmp_path, monkeypatch
):
    lived(klass, filled, isolation)
    # Between its tables and its files somebody hands in: that is not in the backup.
    reading, store = klass.store.blobs.read, klass.store
    pending = [{**filled(), "of": "late"}]

    def read(name):
        if pending:
            klass.submit("ben", pending.pop())
        return reading(name)

    monkeypatch.setattr(store.blobs, "read", read)
    backup(store, tmp_path / "all.tar")
    monkeypatch.undo()
    again = restore(tmp_path / "all.tar", tmp_path / "restored")
    assert list(problems(again)) == []
    assert again.signer.public == store.signer.public
    with again.database.read() as connection:
        standing = class_standing(connection)
        assert person_with_token(again, connection, klass["ada"].token) is not None
    points = {place.person: place.counting.points for place in standing.values()}
    assert points == {klass.person("ada").id: 10, klass.person("ben").id: 10}
    assert sum(place.attempts for place in standing.values()) == 3
    again.close()


def test_an_exchange_that_was_restored_goes_on(klass, filled, isolation, tmp_path, url, request):
    lived(klass, filled, isolation)
    backup(klass.store, tmp_path / "all.tar")
    fresh = request.getfixturevalue("post").new_database() if url else None
    again = restore(tmp_path / "all.tar", tmp_path / "restored", fresh)
    klass.store = again
    assert klass.submit("ada", {**filled(), "of": "later"}).receipt["attempt"] == 3
    assert klass.grade(isolation) == 1
    assert list(problems(again)) == []
    again.close()


def test_a_backup_is_for_its_owner_and_never_over_another_file(klass, tmp_path):
    path = tmp_path / "all.tar"
    backup(klass.store, path)
    assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(AuthoringError, match="already"):
        backup(klass.store, path)


def test_a_damaged_backup_is_refused(klass, filled, tmp_path):
    klass.submit("ada", filled())
    path = tmp_path / "all.tar"
    backup(klass.store, path)
    data = json.dumps(filled()).encode()
    path.write_bytes(path.read_bytes().replace(data, data[:-1] + b" "))
    with pytest.raises(AuthoringError, match="damaged"):
        restore(path, tmp_path / "restored")


def test_a_restore_never_goes_over_an_exchange(klass, tmp_path):
    backup(klass.store, tmp_path / "all.tar")
    with pytest.raises(AuthoringError, match="already"):
        restore(tmp_path / "all.tar", klass.store.folder)


@pytest.mark.parametrize("harm", ["bytes", "receipt", "job"])
def test_the_check_of_an_exchange_finds_what_is_missing(klass, filled, harm):
    from sqlalchemy import delete, update

    from autograder.exchange.tables import jobs, submissions

    taken = klass.submit("ada", filled())
    with klass.store.database.write() as connection:
        if harm == "bytes":
            klass.store.blobs.remove(taken.receipt["sha256"])
        elif harm == "receipt":
            changed = json.dumps({**taken.receipt, "attempt": 7})
            connection.execute(update(submissions).values(receipt=changed))
        else:
            connection.execute(delete(jobs))
    (problem,) = problems(klass.store)
    assert "submission 1 (ada, small, attempt 1)" in problem
