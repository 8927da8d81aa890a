import os
import signal

import pytest

ROOT = os.geteuid() == 0
NOBODY = 65534
GET = "said = call('prctl', {})"
NO_NEW_PRIVS, DUMPABLE = GET.format(39), GET.format(3)

needs_root = pytest.mark.skipif(not ROOT, reason="an ordinary user has no privileges to lose")


def without(*layers):
    """Leave these out, and the filter, which answers no questions about privileges."""
    return frozenset({*layers, "seccomp"})


def said(zygote, source, *layers, user=None):
    (ending,) = zygote(without=without(*layers), user=user, read=("/proc",)).run(source)
    assert not ending.error
    return ending.said


CAPABILITIES = (
    "said = [l.split()[1] for l in open('/proc/self/status') if l[:4] in ('CapP', 'CapE')]"
)


@needs_root
def test_root_in_the_box_has_no_capabilities(zygote):
    assert {int(mask, 16) for mask in said(zygote, CAPABILITIES)} == {0}
    assert {int(mask, 16) for mask in said(zygote, CAPABILITIES, "capabilities")} != {0}


@needs_root
def test_root_in_the_box_cannot_read_what_others_keep_to_themselves(zygote, ground):
    secret = ground.readable / "secret"
    secret.write_text("diary")
    secret.chmod(0o600)
    os.chown(secret, NOBODY, NOBODY)
    read = "said = open(readable + '/secret').read()"
    (fenced,) = zygote().run(read)
    (free,) = zygote(without=frozenset({"capabilities"})).run(read)
    assert fenced.error.startswith("PermissionError")
    assert free.said == "diary"


@needs_root
def test_root_gets_nothing_back_by_starting_a_program(zygote):
    layers = ("landlock", "no_new_privs", "session")
    source = "os.system('grep CapEff /proc/self/status > ' + writable + '/s')\n"
    source += "said = int(open(writable + '/s').read().split()[1], 16)"
    assert said(zygote, source, *layers) == 0
    assert said(zygote, source, *layers, "capabilities") != 0


def test_dropping_capabilities_is_harmless_for_a_user_who_has_none(zygote):
    user = NOBODY if ROOT else None
    assert said(zygote, "said = 'here'", user=user) == "here"


def test_no_new_privileges_can_be_had(zygote):
    assert said(zygote, NO_NEW_PRIVS) == 1
    assert said(zygote, NO_NEW_PRIVS, "no_new_privs", "landlock") == 0


def test_the_child_leads_a_session_without_a_terminal(zygote):
    leads = "said = os.getsid(0) == os.getpid()"
    assert said(zygote, leads) is True
    assert said(zygote, leads, "session") is False


def test_the_child_is_closed_to_tracers(zygote):
    assert said(zygote, DUMPABLE) == 0
    assert said(zygote, DUMPABLE, "session") == 1


PARENT_DEATH = "here = ctypes.create_string_buffer(4); call('prctl', 2, ctypes.addressof(here)); "
PARENT_DEATH += "said = here.raw[0]"


def test_the_child_dies_with_its_zygote(zygote):
    assert said(zygote, PARENT_DEATH) == signal.SIGKILL
    assert said(zygote, PARENT_DEATH, "session") == 0


def test_a_child_whose_zygote_has_died_raises_no_fences(zygote):
    # The grandchild's parent is not the process that prepared the fences.
    source = """
    reader, writer = os.pipe()
    if os.fork() == 0:
        import inside.privileges
        try:
            inside.privileges.leave_session(zygote)
        except ProcessLookupError as error:
            os.write(writer, str(error).encode())
        os._exit(0)
    os.close(writer)
    said = os.read(reader, 200).decode()
    """
    assert "is not the parent" in said(zygote, source, "landlock", "session")
