"""The stand-ins for einops, jaxtyping and tqdm, against what the packages are known to do."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

torch = pytest.importorskip("torch")
FILE = Path(__file__).parents[2] / "assignments" / "neurons" / "stand_ins.py"


@pytest.fixture
def stand_ins(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    for name in ("einops", "jaxtyping", "tqdm"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))  # put back after the test
    spec = importlib.util.spec_from_file_location("stand_ins", FILE)
    assert spec is not None
    assert spec.loader is not None
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("pattern", "formula"),
    [
        ("d_output d_input, batch d_input -> batch d_output", "oi,bi->bo"),
        ("out inp, ... inp -> ... out", "oi,...i->...o"),
    ],
)
def test_einsum_reads_names_as_torch_reads_letters(
    stand_ins: ModuleType, pattern: str, formula: str
) -> None:
    W, x = torch.rand(5, 3), torch.rand(4, 3)
    assert torch.equal(sys.modules["einops"].einsum(W, x, pattern), torch.einsum(formula, W, x))


def test_rearrange_exchanges_axes_and_flattens_pictures(stand_ins: ModuleType) -> None:
    x = torch.rand(2, 3, 4)
    rearrange: Any = stand_ins.rearrange
    assert torch.equal(rearrange(x, "a b c -> c a b"), x.permute(2, 0, 1))
    assert torch.equal(rearrange(x, "... h w -> ... (h w)"), x.reshape(2, 12))
    with pytest.raises(NotImplementedError, match="Install einops"):
        rearrange(x, "a b c -> (a b) c")


def test_annotations_and_progress_bars_do_nothing(stand_ins: ModuleType) -> None:
    assert sys.modules["jaxtyping"].Float[torch.Tensor, "batch d"] is Any
    assert list(sys.modules["tqdm"].tqdm(range(3), desc="round")) == [0, 1, 2]


def test_an_installed_package_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "einops.py").write_text("mine = True\n")
    code = "import stand_ins, einops; assert einops.mine"
    path = f"import sys; sys.path[:0] = [{str(tmp_path)!r}, {str(FILE.parent)!r}]; "
    subprocess.run([sys.executable, "-c", path + code], check=True)
