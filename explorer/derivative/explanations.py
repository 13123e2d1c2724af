"""What the controls and pictures of the pages Tangent and Rounding are called, and what their tooltips say."""

from PySide6.QtCore import QCoreApplication


def curve_explanations() -> dict[str, tuple[str, str]]:
    """Return accessible name and tooltip by the second half of each object name, without a page's prefix."""
    return _of_curve() | _of_step() | _of_plots() | _of_rounding()


def _of_curve() -> dict[str, tuple[str, str]]:
    return {
        "curve": (
            _translate("Function"),
            _translate(
                "The curve to differentiate. The first is the chapter's; try |x| or Step at x = 0, where there is "
                "no derivative. Section 3 of the chapter."
            ),
        ),
        "formula": (
            _translate("Formula"),
            _translate(
                "A formula in x, such as sin(x), exp(-x^2) or abs(x - 1). Its exact derivative is worked out by "
                "rule, the numerical one by differences. Section 3 of the chapter."
            ),
        ),
        "x": (
            _translate("x"),
            _translate(
                "Where to differentiate. Arrow keys move it by 0.1, Page keys by 1; or drag P along the curve. "
                "Section 3 of the chapter."
            ),
        ),
        "example_5": (
            _translate("The chapter's example at 5"),
            _translate(
                "0.01x² + 0.1x at x = 5 with h = 0.0001: the slope is 0.2, and the central difference misses it "
                "in the twelfth digit. Section 3 of the chapter."
            ),
        ),
        "example_10": (
            _translate("The chapter's example at 10"),
            _translate(
                "0.01x² + 0.1x at x = 10 with h = 0.0001: the slope is 0.3. Section 3 of the chapter."
            ),
        ),
    }


def _of_step() -> dict[str, tuple[str, str]]:
    return {
        "h": (
            _translate("Step h"),
            _translate(
                "How far the difference reaches. Type any positive number, such as 4, 1e-8 or 1e-50: too large "
                "and the curve bends, too small and rounding wins. Section 3 of the chapter."
            ),
        ),
        "h_slider": (
            _translate("Step h, slider"),
            _translate(
                "Drag from 1 down and watch the digits: they get better, and then worse again. Arrow keys move a "
                "hundredth of a decade, Page keys a tenth. Section 3 of the chapter."
            ),
        ),
        "h_0.0001": (
            _translate("h is 10⁻⁴"),
            _translate("The chapter's step: small enough for the curve, large enough for rounding."),
        ),
        "h_1e-50": (
            _translate("h is 10⁻⁵⁰"),
            _translate(
                "So small that x + h rounds to x: the difference is 0, whatever the slope. Section 3 of the chapter."
            ),
        ),
        "h_1": (
            _translate("h is 1"),
            _translate("So large that the secants can be seen beside the tangent where the curve bends."),
        ),
        "method": (
            _translate("Difference"),
            _translate(
                "The difference that is drawn as a triangle and explained. Forward: ( f(x+h) − f(x) ) / h. "
                "Central: ( f(x+h) − f(x−h) ) / 2h, which is the chapter's numerical_diff. Section 3 of the chapter."
            ),
        ),
        "remedy": (
            _translate("What helps"),
            _translate("Goes to a step or a place where the difference means something again."),
        ),
    }


def _of_plots() -> dict[str, tuple[str, str]]:
    return {
        "curve_plot": (
            _translate("The curve and its tangent"),
            _translate("Drag P along the curve, or move it with ← and →, ten times as far with Shift."),
        ),
        "magnifier_plot": (
            _translate("Under the magnifier"),
            _translate(
                "The curve two steps to each side of P, as float64 has it. Make h small: the curve becomes its "
                "tangent, and near 10⁻¹⁵ a staircase of rounded numbers."
            ),
        ),
        "zoom_plot": (
            _translate("Under the magnifier"),
            _translate(
                "The curve around P, ten times larger with each press of ↑: first it becomes its tangent, then "
                "the staircase of float64. Section 3 of the chapter."
            ),
        ),
        "zoom_in": (
            _translate("Ten times larger"),
            _translate(
                "Looks ten times closer: a smooth curve becomes its tangent, a kink stays a kink, and in the end "
                "float64 shows its steps. Section 3 of the chapter."
            ),
        ),
        "zoom_out": (
            _translate("Ten times smaller"),
            _translate(
                "Steps back by ten: the curve parts from its tangent again. Section 3 of the chapter."
            ),
        ),
        "zoom_mode": (
            _translate("What the magnifier follows"),
            _translate(
                "Follow h: two steps h to each side of P, with the triangle that the difference measures. Zoom: "
                "ten times larger again and again. Section 3 of the chapter."
            ),
        ),
        "error_plot": (
            _translate("Error against the step"),
            _translate("Drag the line to change h, or move it with ← and →, ten times as far with Shift."),
        ),
        "digits": (
            _translate("Digits of the differences"),
            _translate(
                "Each difference with all its digits in float64 and float32; the wrong ones are underlined."
            ),
        ),
    }


def _of_rounding() -> dict[str, tuple[str, str]]:
    return {
        "theory_plot": (
            _translate("Error against the step, with theory"),
            _translate(
                "Drag the line or click to change h, or move it with ← and →, ten times as far with Shift. Dotted: "
                "the two parts of the error in theory, for the chosen difference. Section 3 of the chapter."
            ),
        ),
        "precision": (
            _translate("Precision"),
            _translate(
                "The arithmetic whose theory is drawn and whose digits are followed: float64 has about 16 digits, "
                "float32 only 7, too few for a numerical gradient. Section 3 of the chapter."
            ),
        ),
        "best": (
            _translate("The best steps"),
            _translate(
                "Where truncation and rounding balance in theory, and where the worst of the neighbouring errors "
                "is least as measured. Section 3 of the chapter."
            ),
        ),
        "best_step": (
            _translate("Go to the best h in theory"),
            _translate(
                "Sets h where truncation and rounding balance for the chosen difference and precision. Try a "
                "tenth of it, and ten times as much. Section 3 of the chapter."
            ),
        ),
        "arithmetic": (
            _translate("Where the digits go"),
            _translate(
                "Both values with all their digits: what agrees cancels, and only the rest says anything about "
                "the slope. Make h smaller and watch it shrink. Section 3 of the chapter."
            ),
        ),
    }


def _translate(text: str) -> str:
    return QCoreApplication.translate("derivative", text)
