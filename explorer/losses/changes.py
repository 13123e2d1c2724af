"""What else changes in the losses view when the user chooses a value for a field."""

from collections.abc import Mapping
from typing import Any

from explorer.losses.sample.output import normalised
from explorer.losses.sample.scores import scores_for
from explorer.losses.state import LossesState


def fields_of(state: LossesState, field: str, value: Any) -> Mapping[str, Any]:
    """Return all fields to change, by name."""
    changes = {field: value}
    match field:
        case "entry" if value == "scores":
            return changes | {"scores": scores_for(state.y)}
        case "keep_sum" if value:
            return changes | {"y": normalised(state.y)}
        case "span":  # around the present value
            return changes | {"centre": state.weight.offset}
        case "matrix" | "weight_row" | "weight_column":  # another weight, from its trained value
            return changes | {"offset": 0.0, "centre": 0.0}
    return changes
