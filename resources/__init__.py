"""Data that ships with Learnscope, and the way to its path."""

from pathlib import Path

ROOT = Path(__file__).parent


def path(*parts: str) -> Path:
    """Path of a bundled file or folder, such as ``path("mnist")``."""
    return ROOT.joinpath(*parts)
