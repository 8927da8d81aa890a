from __future__ import annotations

import stat

import pytest

from autograder.errors import AuthoringError, GraderError
from autograder.exchange.receipts import KEY_FILE, Receipt, Signer, verify

RECEIPT = Receipt("ada", "small", 1, "0" * 64, 17, "2027-03-01T12:00:00.000000Z")


def test_a_receipt_verifies_with_the_public_key_alone(tmp_path):
    signer = Signer(tmp_path)
    assert verify(signer.sign(RECEIPT), signer.public) == RECEIPT


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("student", "ben"),
        ("attempt", 2),
        ("time", "2027-02-01T12:00:00.000000Z"),
        ("sha256", "1" * 64),
    ],
)
def test_a_receipt_that_was_changed_does_not_verify(tmp_path, field, value):
    signer = Signer(tmp_path)
    with pytest.raises(AuthoringError, match="changed"):
        verify({**signer.sign(RECEIPT), field: value}, signer.public)


def test_a_receipt_that_somebody_else_signed_does_not_verify_by_naming_its_own_key(tmp_path):
    ours, theirs = Signer(tmp_path), Signer(_folder(tmp_path / "theirs"))
    with pytest.raises(AuthoringError):
        verify(theirs.sign(RECEIPT), ours.public)


@pytest.mark.parametrize("broken", [{}, {"student": "ada"}, {"signature": "?"}])
def test_what_is_no_receipt_is_refused_in_words(tmp_path, broken):
    with pytest.raises(AuthoringError, match="no whole receipt"):
        verify(broken, Signer(tmp_path).public)


def test_the_key_is_made_once_and_is_its_owners_alone(tmp_path):
    first = Signer(tmp_path).public
    assert Signer(tmp_path).public == first
    assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600


def test_a_damaged_key_is_said(tmp_path):
    (tmp_path / KEY_FILE).write_bytes(b"short")
    with pytest.raises(GraderError, match="backup"):
        Signer(tmp_path)


def _folder(path):
    path.mkdir()
    return path
