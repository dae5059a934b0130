"""Hatch calls this when a wheel is built, so that one built by pip or pipx from the sources has its pictures too."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def assets() -> ModuleType:
    """The module beside this one; ``scripts`` is no package, since it is not installed."""
    spec = importlib.util.spec_from_file_location("assets", Path(__file__).with_name("assets.py"))
    if spec is None or spec.loader is None:
        raise ImportError("scripts/assets.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class PicturesHook(BuildHookInterface[Any]):
    """Fetch what the pages serve before the wheel is packed; a wheel without it still works, with tables."""

    def dependencies(self) -> list[str]:
        """What the isolated build needs: pyvis carries vis-network, and where there is no npm, PyPI lends one."""
        module = assets()
        mark = module.VENDOR / "stamp"
        if self.target_name != "wheel" or (mark.is_file() and mark.read_text(encoding="utf-8") == module.stamp()):
            return []
        return ["pyvis>=0.3.2,<0.4", *([] if shutil.which("npm") else [module.NODE])]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fetch them, unless the sources themselves are installed: there `make` does it."""
        if version != "editable":
            print("fetching the scripts of the pictures", file=sys.stderr)
            assets().main([])
