"""What sessions saved by earlier versions named otherwise."""

from collections.abc import Mapping
from typing import Any

PARTS: Mapping[str, Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "training": {
        "inside": (
            "part",
            {
                "weights": "weights",
                "activations": "activations",
                "pace": "update_ratios",
                "around": "loss_landscape",
            },
        ),
        "race": ("race_part", {"race": "race", "check": "gradient_check", "fan": "batch_gradients"}),
    },
    "drawing": {"compare": ("compare_part", {"networks": "networks", "features": "features"})},
}
"""Pages of version 1 whose parts are pages now: by view and page, the field of the part and the page of each part."""


def from_version_1(view: str, state: Any) -> Any:
    """Return the state of a view as version 2 writes it, from the decoded JSON of version 1."""
    if not isinstance(state, dict):
        return state
    state = dict(state)
    for page, (field, pages) in PARTS.get(view, {}).items():
        own = state.get(page)
        if not isinstance(own, dict) or field not in own:
            continue
        part = own[field]
        state[page] = {name: value for name, value in own.items() if name != field}
        if state.get("page") == page:
            state["page"] = pages.get(part, part) if isinstance(part, str) else part
    return state
