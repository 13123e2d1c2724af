"""Which facts of a page belong to which card, and what each is called."""

import re
from collections.abc import Iterator, Mapping

from explorer.texts.language import N_, _
from explorer.views.facts import Facts

Labels = dict[str, str]

_DIFFERENCES: Labels = {
    "slope": N_("Derivative by formula"),
    "central": N_("Central difference, float64"),
    "forward": N_("Forward difference, float64"),
    "central_float32": N_("Central difference, float32"),
    "forward_float32": N_("Forward difference, float32"),
}
_RIGHT_DIGITS: Labels = {
    "right_digits_central": N_("Correct digits, central, float64"),
    "right_digits_forward": N_("Correct digits, forward, float64"),
    "right_digits_central_float32": N_("Correct digits, central, float32"),
    "right_digits_forward_float32": N_("Correct digits, forward, float32"),
}
_BEST_H: Labels = {
    "best_h": N_("Best h of the central difference, by theory"),
    "measured_best_h": N_("Best h of the central difference, measured"),
}
_PREDICTION: Labels = {
    "label": N_("Label"),
    "prediction": N_("Prediction"),
    "probability": N_("Its probability"),
}
_RUNNER_UP: Labels = {
    "runner_up": N_("Second most probable digit"),
    "runner_up_probability": N_("Its probability"),
}
_LEAD: Labels = {"lead": N_("Score of the prediction minus that of the other digit")}
_ACCURACIES: Labels = {
    "training_accuracy": N_("Training accuracy"),
    "test_accuracy": N_("Test accuracy"),
    "generalisation_gap": N_("Generalisation gap"),
}
_RATIOS: Labels = {
    "ratio_w1": N_("Update-to-weight ratio of W1"),
    "ratio_b1": N_("Update-to-weight ratio of b1"),
    "ratio_w2": N_("Update-to-weight ratio of W2"),
    "ratio_b2": N_("Update-to-weight ratio of b2"),
}

# By view and card; `#` stands for the number in the names of facts of which there are several.
LABELS: Mapping[str, Mapping[str, Labels]] = {
    "losses": {
        "bars": {
            "right_probability": N_("Probability of the correct class"),
            "row_sum_#": N_("Sum of row {0} of y"),
        },
        "summary": {
            "mse": N_("Mean squared error"),
            "cross_entropy": N_("Cross-entropy"),
            "batch_loss": N_("Mean loss of the mini-batch"),
            "all_loss": N_("Mean loss of all training images"),
            "expected_spread": N_("Standard error of the mean"),
        },
        "whole_curves": {
            "right_probability": N_("Probability of the correct class"),
            "mse": N_("Mean squared error"),
            "cross_entropy": N_("Cross-entropy"),
        },
        "table": {"mse": N_("Mean squared error"), "cross_entropy": N_("Cross-entropy")},
        "gallery": {"batch_loss": N_("Mean loss of the mini-batch")},
        "means": {
            "expected_spread": N_("Standard error of the mean"),
            "measured_spread": N_("Standard deviation of the 100 means"),
        },
        "spread": {
            "expected_spread": N_("Standard error of the mean"),
            "measured_spread": N_("Standard deviation of the 100 means"),
        },
        "coverage": {"coverage": N_("Share of the images drawn at least once in one epoch")},
        "loss": {
            "weight": N_("Weight"),
            "loss": N_("Loss"),
            "loss_slope": N_("Derivative of the loss"),
            "loss_change": N_("Change of the loss"),
        },
        "accuracy": {
            "weight": N_("Weight"),
            "accuracy": N_("Accuracy"),
            "accuracy_change": N_("Change of the accuracy"),
        },
        "picture": {"weight": N_("Weight")},
        "numbers": {
            "loss": N_("Loss"),
            "loss_slope": N_("Derivative of the loss"),
            "accuracy": N_("Accuracy"),
        },
        "step_values": {"sigmoid": N_("Sigmoid"), "step": N_("Step function")},
        "step_slopes": {
            "sigmoid_slope": N_("Derivative of the sigmoid"),
            "step_slope": N_("Derivative of the step function"),
        },
        "step_sigmoid_loss": {
            "sigmoid_loss": N_("Loss"),
            "sigmoid_loss_slope": N_("Derivative of the loss"),
        },
        "step_step_loss": {"step_loss": N_("Loss"), "step_loss_slope": N_("Derivative of the loss")},
    },
    "derivative": {
        "curve": _DIFFERENCES,
        "magnifier": _DIFFERENCES,
        "errors": _RIGHT_DIGITS | _BEST_H,
        "best": _BEST_H,
        "arithmetic": _DIFFERENCES,
        "digits": _DIFFERENCES | _RIGHT_DIGITS,
        "plane": {
            "gradient_0": N_("∂f/∂x₀, numerical"),
            "gradient_1": N_("∂f/∂x₁, numerical"),
            "largest_slope": N_("Length of the gradient, the largest slope"),
        },
        "partial_x0": {"gradient_0": N_("∂f/∂x₀, numerical")},
        "partial_x1": {"gradient_1": N_("∂f/∂x₁, numerical")},
        "directions": {
            "directional": N_("Slope in your direction"),
            "largest_slope": N_("Length of the gradient, the largest slope"),
            "steepest_angle": N_("Direction of the gradient, in degrees"),
        },
        "gradient_table": {
            "gradient_0": N_("∂f/∂x₀, numerical"),
            "gradient_1": N_("∂f/∂x₁, numerical"),
            "directional": N_("Slope in your direction"),
        },
        "matrices": {
            "loss": N_("Loss"),
            "prediction": N_("Prediction"),
            "correct": N_("Result"),
            "gradient_11": "∂L/∂w11",
            "gradient_12": "∂L/∂w12",
            "gradient_13": "∂L/∂w13",
            "gradient_21": "∂L/∂w21",
            "gradient_22": "∂L/∂w22",
            "gradient_23": "∂L/∂w23",
        },
        "nudge": {
            "loss": N_("Loss"),
            "predicted_change": N_("Change that the gradient predicts"),
            "loss_change": N_("Change of the loss"),
        },
        "changes": {
            "predicted_change": N_("Change that the gradient predicts"),
            "loss_change": N_("Change of the loss"),
        },
        "descent": {"loss": N_("Loss")},
    },
    "descent": {
        "field": {"x0_#": N_("Path {0}, last point: x₀"), "x1_#": N_("Path {0}, last point: x₁")},
        "lower": {"value_#": N_("Path {0}, last point: f")},
        "ends": {"end_#": N_("Path {0}"), "distance_#": N_("Distance to the nearest minimum")},
    },
    "training": {
        "numbers": {
            "iteration": N_("Iteration"),
            "epoch": N_("Epoch"),
            "loss": N_("Loss"),
            "test_accuracy": N_("Test accuracy"),
        },
        "loss": {"iteration": N_("Iteration"), "loss": N_("Loss")},
        "accuracy": _ACCURACIES,
        "weights": {"iteration": N_("Iteration")},
        "batch": {"iteration": N_("Iteration"), "loss_before": N_("Loss before the update")},
        "gradient": {"largest_difference": N_("Largest difference of the two gradients")},
        "update": {"expected_change": N_("Change of the loss that the gradient predicts")},
        "repeat": {
            "loss_before": N_("Loss before the update"),
            "loss_after": N_("Loss after the update"),
            "change": N_("Change of the loss"),
        },
        "race_lanes": {
            "parameters": N_("Parameters"),
            "forward_passes": N_("Forward passes for one numerical gradient"),
        },
        "race_paces": {
            "times_as_long_structured": N_("Fast numerical gradient: times as long as backpropagation"),
            "times_as_long_one_at_a_time": N_("Numerical gradient: times as long as backpropagation"),
        },
        "matrix": {"accuracy": N_("Accuracy"), "mistakes": N_("Wrong predictions")},
        "classes": {"accuracy": N_("Accuracy on all images")},
        "mistake_images": {"listed_images": N_("Images listed")},
        "mistake_answer": {
            "label": N_("Label"),
            "prediction": N_("Prediction"),
            "label_probability": N_("Probability of the label"),
            "image_loss": N_("Loss"),
        },
        "units": {"iteration": N_("Iteration")},
        "unit_picture": {
            "norm": N_("Norm of its weights in W1"),
            "bias": N_("Bias"),
            "rise_without": N_("Loss without it, minus loss with it"),
        },
        "weights_histogram": {"iteration": N_("Iteration")},
        "outputs": {"dead_units": N_("Dead units"), "saturated_units": N_("Saturated units")},
        "ranges": {"dead_units": N_("Dead units"), "saturated_units": N_("Saturated units")},
        "unit_outputs": {
            "unit_low": N_("5th percentile"),
            "unit_median": N_("Median"),
            "unit_high": N_("95th percentile"),
        },
        "run_list": {"iteration": N_("Iteration"), "loss": N_("Loss")},
        "run_losses": {"loss": N_("Loss")},
        "run_accuracies": {"test_accuracy": N_("Test accuracy")},
        "check_parameters": {"agreeing_slopes": N_("Derivatives that agree to 10⁻⁶")},
        "check_errors": {"median_difference": N_("Median relative difference")},
        "check_summary": {
            "agreeing_slopes": N_("Derivatives that agree to 10⁻⁶"),
            "median_difference": N_("Median relative difference"),
        },
        "fan": {
            "angle": N_("Mean angle to the full gradient"),
            "uphill_batches": N_("Mini-batches more than 90° from it"),
        },
        "fan_angles": {
            "angle": N_("Mean angle, measured"),
            "expected_angle": N_("Angle by the formula"),
        },
        "fan_finding": {
            "angle": N_("Mean angle to the full gradient"),
            "uphill_batches": N_("Mini-batches more than 90° from it"),
        },
        "sizes": _RATIOS,
        "ratios": _RATIOS,
        "pace_table": _RATIOS,
        "around": {
            "loss": N_("Loss at the newest network"),
            "path_share_1": N_("Share of the path along direction 1"),
            "path_share_2": N_("Share of the path along direction 2"),
        },
        "landscape_words": {"loss": N_("Loss at the newest network")},
    },
    "drawing": {
        "canvas": {"label": N_("Label")},
        "answer": _PREDICTION | _RUNNER_UP,
        "stages": {"nearest_digit": N_("Most frequent digit of the nearest training images")},
        "units": {"prediction": N_("Prediction"), "score": N_("Its score")},
        "evidence": _LEAD,
        "ask": _PREDICTION | _RUNNER_UP,
        "change": {"changed_pixels": N_("Pixels changed")},
        "diagram": {"score": N_("Score of the prediction"), "rival_score": N_("Score of the other digit")}
        | _LEAD,
        "before_after": {
            "loss_before": N_("Loss before the step"),
            "loss_after": N_("Loss after the step"),
        },
        "sweep": {
            "test_accuracy_before": N_("Test accuracy before the step"),
            "test_accuracy_after": N_("Test accuracy after the step"),
        },
        "correction_finding": {
            "taken_steps": N_("Steps taken"),
            "loss_before": N_("Loss before the step"),
            "loss_after": N_("Loss after the step"),
        },
        "switch_units": {"units_off": N_("Units off")},
        "switch_pixels": {"pixels_off": N_("Pixels off")},
        "switch_answers": {
            "prediction": N_("Prediction"),
            "prediction_without": N_("Prediction without them"),
            "probability_without": N_("Its probability"),
        },
        "switch_finding": {
            "test_accuracy": N_("Test accuracy"),
            "test_accuracy_without": N_("Test accuracy without them"),
        },
        "rules": {
            "rule_#_found": N_("Fives that rule {0} finds"),
            "rule_#_wrong": N_("Other digits that rule {0} takes for a 5"),
        },
        "features": {
            "pixels_prediction": N_("Prediction by pixels"),
            "hog_prediction": N_("Prediction by HOG"),
            "network_prediction": N_("Prediction by the network"),
        },
        "gallery": {"drawings": N_("Drawings")},
        "asked": {"asked_digit": N_("Digit to draw")},
        "scoreboard": {
            "labelled_drawings": N_("Drawings with a label"),
            "correct_drawings": N_("Correct predictions"),
        },
        "side_by_side": {
            "prediction_#": N_("Prediction of network {0}"),
            "probability_#": N_("Network {0}: its probability"),
        },
    },
}


def card_facts(view: str, card: str, facts: Facts) -> Iterator[tuple[str, str]]:
    """Yield the name of each fact of the page that a card shows, and what it is called there."""
    labels = LABELS[view].get(card, {})
    for name in facts:
        number = re.search(r"(?<=_)\d+", name)
        if name in labels:
            yield name, _(labels[name])
        elif number is not None:
            shared = f"{name[: number.start()]}#{name[number.end() :]}"
            if shared in labels:
                yield name, _(labels[shared]).format(number.group())
