"""Where Vekha's own source lies, for measurements that borrow a server from the tests."""

from pathlib import Path

ROOT = Path(__file__).parent.parent


def holds(module: str) -> bool:
    """Whether the module is here; an installed package has no tests."""
    return ROOT.joinpath(*module.split(".")).with_suffix(".py").is_file()
