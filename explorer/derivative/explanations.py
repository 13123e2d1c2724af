"""What functions, buttons and pictures of the pages Tangent and Rounding are called, and what their tooltips say."""

from explorer.texts.language import _


def curve_explanations() -> dict[str, tuple[str, str]]:
    """Return accessible name and tooltip by the second half of each object name; a page's prefix may be left out."""
    return _of_curve() | _of_step() | _of_plots() | _of_rounding()


def card_texts() -> dict[str, tuple[str, str]]:
    """Return title and description of each card of both pages by its name."""
    return {
        "curve": (
            _("The curve and its tangent"),
            _("The function with its tangent at x, and the secants whose slopes are the two differences."),
        ),
        "magnifier": (
            _("Under the magnifier"),
            _("The curve around the point, two steps h to each side or at a magnification that you choose."),
        ),
        "errors": (
            _("Error against h"),
            _(
                "The error of the forward and the central difference against the step h, on logarithmic scales: the "
                "sum of the truncation error, smaller for smaller h, and of the rounding error, larger for smaller h."
            ),
        ),
        "digits": (
            _("Digits of the differences"),
            _("Both differences in float64 and float32 with all their digits. Wrong digits are underlined."),
        ),
        "best": (
            _("The best h"),
            _("The step with the least error for each difference and precision, as measured in the plot."),
        ),
        "arithmetic": (
            _("Cancellation"),
            _("The subtraction in the difference with all digits: those that agree cancel."),
        ),
    }


def _of_curve() -> dict[str, tuple[str, str]]:
    return {
        "curve": (
            _("Function"),
            _(
                "The function to differentiate. The first is the chapter’s; |x| and Step have no derivative at "
                "x = 0. Section 3 of the chapter."
            ),
        ),
        "formula": (
            _("Formula"),
            _(
                "A formula in x, such as sin(x), exp(-x^2) or abs(x - 1). The exact derivative is computed by rules, "
                "the numerical one by differences. Section 3 of the chapter."
            ),
        ),
        "example_5": (
            _("The chapter’s example at 5"),
            _(
                "0.01x² + 0.1x at x = 5 with h = 0.0001: the derivative is 0.2, the central difference "
                "0.1999999999990898. Section 3 of the chapter."
            ),
        ),
        "example_10": (
            _("The chapter’s example at 10"),
            _(
                "0.01x² + 0.1x at x = 10 with h = 0.0001: the derivative is 0.3, the central difference "
                "0.2999999999986347. Section 3 of the chapter."
            ),
        ),
    }


def _of_step() -> dict[str, tuple[str, str]]:
    return {
        "h_0.0001": (
            _("h is 10⁻⁴"),
            _("The chapter’s h. Section 3 of the chapter."),
        ),
        "h_1e-50": (
            _("h is 10⁻⁵⁰"),
            _(
                "The chapter’s h that is too small: beside x = 5, x + h rounds to x and the difference is 0. "
                "Section 3 of the chapter."
            ),
        ),
        "h_4": (
            _("h is 4"),
            _("A large h: the secants of the chapter’s function can be seen beside its tangent."),
        ),
        "remedy": (
            _("What helps"),
            _("Goes to another h, or to an x where the function has a derivative."),
        ),
    }


def _of_plots() -> dict[str, tuple[str, str]]:
    return {
        "curve_plot": (
            _("The curve and its tangent"),
            _("Drag P along the curve, or move it with ← and →, ten times as far with Shift."),
        ),
        "magnifier_plot": (
            _("Under the magnifier"),
            _(
                "The curve two steps h to each side of P, computed in float64. With a small h the chapter’s curve "
                "looks straight, and near 10⁻¹⁵ it has steps."
            ),
        ),
        "zoom_plot": (
            _("Under the magnifier"),
            _("The curve around P. ↑ or the mouse wheel: 10 times larger. Section 3 of the chapter."),
        ),
        "zoom_in": (
            _("Ten times larger"),
            _(
                "A smooth curve looks like its tangent, a kink stays a kink, and in the end the steps of float64 can "
                "be seen. Section 3 of the chapter."
            ),
        ),
        "zoom_out": (
            _("Ten times smaller"),
            _("Shows ten times as much of the curve. Section 3 of the chapter."),
        ),
        "zoom_mode": (
            _("What the magnifier follows"),
            _(
                "Follow h: two steps h to each side of P, with the rise and the run of the difference. Zoom: "
                "a magnification that you choose. Section 3 of the chapter."
            ),
        ),
        "error_plot": (
            _("Error against the step"),
            _("Drag the line to change h, or move it with ← and →, ten times as far with Shift."),
        ),
        "digits": (
            _("Digits of the differences"),
            _(
                "Each difference with all its digits in float64 and float32. Underlined: from the first digit on that "
                "differs from the exact derivative, both rounded to as many digits."
            ),
        ),
    }


def _of_rounding() -> dict[str, tuple[str, str]]:
    return {
        "rounding_error_plot": (
            _("Error against the step"),
            _(
                "Drag the line or click to change h, or move it with ← and →, ten times as far with Shift. "
                "Section 3 of the chapter."
            ),
        ),
        "best": (
            _("The best steps"),
            _(
                "Rounding makes errors scatter. Best is the h around which, a quarter of a decade to each side, the "
                "largest error is least. Section 3 of the chapter."
            ),
        ),
        "best_step": (
            _("Go to the best h"),
            _(
                "Sets h to the best one for the chosen difference and precision. Try a tenth of it, and 10 times as "
                "much. Section 3 of the chapter."
            ),
        ),
        "arithmetic": (
            _("Cancellation"),
            _(
                "Both values with all their digits. Leading digits that agree cancel; the difference has only the "
                "others. Section 3 of the chapter."
            ),
        ),
    }
