"""Deferred packages: imported at no cost, and the real thing as soon as one is used."""

from __future__ import annotations

import subprocess
import sys

import pytest

from autograder.box.inside import deferred


def run(code: str, *names: str) -> list[str]:
    """What the code prints where these modules are deferred, in a process of its own."""
    start = (
        "import sys\nfrom autograder.box.inside import deferred\n"
        f"deferred.install({list(names)!r})\n"
        "real = lambda name: not isinstance(sys.modules.get(name), deferred.Deferred)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", start + code], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_an_import_alone_loads_nothing():
    code = "import xml.dom as d\nfrom xml import dom\nprint(d is dom, real('xml'), real('xml.dom'))"
    assert run(code, "xml.dom") == ["True", "False", "False"]


# How student code may come to a deferred module; each prints the name of a class of it.
WAYS = (
    "import xml.dom.minidom as m; print(m.Node.__name__)",
    "import xml.dom.minidom; print(xml.dom.minidom.Node.__name__)",
    "import xml; import xml.dom.minidom; print(xml.dom.minidom.Node.__name__)",
    "from xml.dom.minidom import Node; print(Node.__name__)",
    "from xml.dom import minidom; print(minidom.Node.__name__)",
    "from xml.dom import Node; print(Node.__name__)",
    "from xml.dom.minidom import *; print(Node.__name__)",
    "import xml.dom.minicompat; import xml.dom.minidom as m; print(m.Node.__name__)",
    "import importlib; print(importlib.import_module('xml.dom.minidom').Node.__name__)",
    "m = __import__('xml.dom.minidom', fromlist=['Node']); print(m.Node.__name__)",
)


@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_use_one_gets_the_real_module(way):
    assert run(way, "xml.dom.minidom") == ["Node"]


def test_what_lies_below_a_deferred_package_is_loaded_once():
    code = (
        "import wsgiref\nimport wsgiref.headers as h\nimport wsgiref.headers\n"
        "import wsgiref.simple_server as s\n"
        "print(real('wsgiref'), h is wsgiref.headers, h.__spec__.name, bool(h.__spec__.origin))"
    )
    assert run(code, "wsgiref") == ["True", "True", "wsgiref.headers", "True"]


def test_what_is_set_on_one_before_its_use_stays():
    code = "import wave as w\nw.mine = 1\nprint(w.mine, w.Error.__name__, w.mine)"
    assert run(code, "wave") == ["1", "Error", "1"]


def test_a_module_that_is_loaded_already_is_left_alone():
    assert run("print(real('os'), real('os.path'))", "os.path") == ["True"] * 2
    assert run("import wave\nprint(real('wave'))") == ["True"]


def test_a_part_of_a_real_package_can_wait_by_itself():
    code = (
        "import xml.dom\ndeferred.install(['xml.dom.minidom'])\n"
        "from xml.dom import minidom\nprint(real('xml.dom'), real('xml.dom.minidom'))\n"
        "print(minidom.Node.__name__)"
    )
    assert run(code) == ["True", "False", "Node"]


@pytest.mark.parametrize(
    "code", ["import nowhere as n\nn.x", "import wave\nwave.nothing", "import json.nothing"]
)
def test_what_is_not_there_is_missed_as_ever(code):
    with pytest.raises(AssertionError, match="ModuleNotFoundError|AttributeError"):
        run(code, "nowhere", "wave", "json")


def test_a_deferred_module_says_which_it_is():
    assert deferred.Deferred("some.module").__name__ == "some.module"
