"""Printed output: bounded, never an error, and readable from outside without draining."""

from __future__ import annotations

import os

from autograder.box.inside.output import Output


def test_what_is_printed_arrives(capfd):
    print("grüße", 1, file=Output(100))
    assert capfd.readouterr().out == "grüße 1\n"


def test_what_is_too_much_is_dropped_without_an_error(capfd):
    out = Output(10)
    assert [out.write("x" * 8), out.write("y" * 8), out.write("z")] == [8, 8, 1]
    assert capfd.readouterr().out == "x" * 8 + "yy"


def test_broken_text_is_written_as_well_as_it_can_be(capfd):
    Output(100).write("a\ud800b")
    assert capfd.readouterr().out == "a?b"


def test_a_file_that_takes_no_more_is_no_error():
    kept, reading = os.dup(1), os.open(os.devnull, os.O_RDONLY)
    try:
        os.dup2(reading, 1)
        assert Output(100).write("x") == 1
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(reading)
