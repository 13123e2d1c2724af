"""What functions, buttons and pictures of the pages Tangent and Rounding are called, and what their tooltips say."""

from explorer.language import _


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
            _(
                "The surroundings of the point, two steps h to each side or at a magnification of your choice."
            ),
        ),
        "errors": (
            _("Error against h"),
            _(
                "The error of the forward and the central difference against the step h, both on logarithmic scales: "
                "truncation makes it rise to the right, rounding to the left."
            ),
        ),
        "digits": (
            _("Digits of the differences"),
            _("Both differences in float64 and float32 with all their digits. Wrong digits are underlined."),
        ),
        "best": (
            _("The best h"),
            _(
                "The step with the smallest error for each difference and precision, in theory and as measured."
            ),
        ),
        "arithmetic": (
            _("Where the digits go"),
            _("The subtraction behind the difference with all digits: those that agree cancel."),
        ),
    }


def _of_curve() -> dict[str, tuple[str, str]]:
    return {
        "curve": (
            _("Function"),
            _(
                "The curve to differentiate. The first is the chapter's; try |x| or Step at x = 0, where there is "
                "no derivative. Section 3 of the chapter."
            ),
        ),
        "formula": (
            _("Formula"),
            _(
                "A formula in x, such as sin(x), exp(-x^2) or abs(x - 1). Its exact derivative is worked out by "
                "rule, the numerical one by differences. Section 3 of the chapter."
            ),
        ),
        "example_5": (
            _("The chapter's example at 5"),
            _(
                "0.01x² + 0.1x at x = 5 with h = 0.0001: the slope is 0.2, and the central difference misses it "
                "in the twelfth digit. Section 3 of the chapter."
            ),
        ),
        "example_10": (
            _("The chapter's example at 10"),
            _("0.01x² + 0.1x at x = 10 with h = 0.0001: the slope is 0.3. Section 3 of the chapter."),
        ),
    }


def _of_step() -> dict[str, tuple[str, str]]:
    return {
        "h_0.0001": (
            _("h is 10⁻⁴"),
            _("The chapter's step: small enough for the curve, large enough for rounding."),
        ),
        "h_1e-50": (
            _("h is 10⁻⁵⁰"),
            _(
                "So small that x + h rounds to x: the difference is 0, whatever the slope. Section 3 of the chapter."
            ),
        ),
        "h_1": (
            _("h is 1"),
            _("So large that the secants can be seen beside the tangent where the curve bends."),
        ),
        "remedy": (
            _("What helps"),
            _("Goes to a step or a place where the difference means something again."),
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
                "The curve two steps to each side of P, as float64 has it. Make h small: the curve becomes its "
                "tangent, and near 10⁻¹⁵ a staircase of rounded numbers."
            ),
        ),
        "zoom_plot": (
            _("Under the magnifier"),
            _(
                "The curve around P, ten times larger with each press of ↑: first it becomes its tangent, then "
                "the staircase of float64. Section 3 of the chapter."
            ),
        ),
        "zoom_in": (
            _("Ten times larger"),
            _(
                "Looks ten times closer: a smooth curve becomes its tangent, a kink stays a kink, and in the end "
                "float64 shows its steps. Section 3 of the chapter."
            ),
        ),
        "zoom_out": (
            _("Ten times smaller"),
            _("Steps back by ten: the curve parts from its tangent again. Section 3 of the chapter."),
        ),
        "zoom_mode": (
            _("What the magnifier follows"),
            _(
                "Follow h: two steps h to each side of P, with the triangle that the difference measures. Zoom: "
                "ten times larger again and again. Section 3 of the chapter."
            ),
        ),
        "error_plot": (
            _("Error against the step"),
            _("Drag the line to change h, or move it with ← and →, ten times as far with Shift."),
        ),
        "digits": (
            _("Digits of the differences"),
            _("Each difference with all its digits in float64 and float32; the wrong ones are underlined."),
        ),
    }


def _of_rounding() -> dict[str, tuple[str, str]]:
    return {
        "rounding_error_plot": (
            _("Error against the step, with theory"),
            _(
                "Drag the line or click to change h, or move it with ← and →, ten times as far with Shift. Dotted: "
                "the two parts of the error in theory, for the chosen difference. Section 3 of the chapter."
            ),
        ),
        "best": (
            _("The best steps"),
            _(
                "Where truncation and rounding balance in theory, and where the worst of the neighbouring errors "
                "is least as measured. Section 3 of the chapter."
            ),
        ),
        "best_step": (
            _("Go to the best h in theory"),
            _(
                "Sets h where truncation and rounding balance for the chosen difference and precision. Try a "
                "tenth of it, and ten times as much. Section 3 of the chapter."
            ),
        ),
        "arithmetic": (
            _("Where the digits go"),
            _(
                "Both values with all their digits: what agrees cancels, and only the rest says anything about "
                "the slope. Make h smaller and watch it shrink. Section 3 of the chapter."
            ),
        ),
    }
