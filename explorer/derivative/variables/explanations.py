"""What the controls and pictures of the page Several variables are called, and what their tooltips say."""

from PySide6.QtCore import QCoreApplication


def variables_explanations() -> dict[str, tuple[str, str]]:
    """Return accessible name and tooltip by the second half of each object name."""
    return _of_controls() | _of_pictures()


def _of_controls() -> dict[str, tuple[str, str]]:
    example = _translate(
        "The chapter's x₀² + x₁² at this point, where its numerical gradient is printed. Section 3 of the chapter."
    )
    return {
        "surface": (
            _translate("Function of two variables"),
            _translate(
                "The function whose slopes are taken. The bowl is the chapter's; try the kink, where a gradient is "
                "missing along the axes. Section 3 of the chapter."
            ),
        ),
        "surface_formula": (
            _translate("Formula in x0 and x1"),
            _translate(
                "A formula in x0 and x1, such as x0*x1 or sin(x0) + x1^2. Its exact gradient is worked out by "
                "rule, the numerical one by moving one variable at a time. Section 3 of the chapter."
            ),
        ),
        "x0": (
            _translate("x₀ of the point"),
            _translate(
                "Arrow keys move it by 0.1, Page keys by 1; or drag the point. Section 3 of the chapter."
            ),
        ),
        "x1": (
            _translate("x₁ of the point"),
            _translate(
                "Arrow keys move it by 0.1, Page keys by 1; or drag the point. Section 3 of the chapter."
            ),
        ),
        "point_3_4": (_translate("The chapter's point (3, 4)"), example),
        "point_0_2": (_translate("The chapter's point (0, 2)"), example),
        "point_3_0": (_translate("The chapter's point (3, 0)"), example),
        "along_steepest": (
            _translate("Turn along the gradient"),
            _translate("The direction in which f rises fastest: the slope there is the gradient's length."),
        ),
        "along_contour": (
            _translate("Turn along the contour"),
            _translate("At a right angle to the gradient, where f neither rises nor falls: slope 0."),
        ),
        "along_x0": (
            _translate("Turn along x₀"),
            _translate(
                "The slope in this direction is the partial derivative ∂f/∂x₀. Section 3 of the chapter."
            ),
        ),
        "along_x1": (
            _translate("Turn along x₁"),
            _translate(
                "The slope in this direction is the partial derivative ∂f/∂x₁. Section 3 of the chapter."
            ),
        ),
    }


def _of_pictures() -> dict[str, tuple[str, str]]:
    return {
        "plane": (
            _translate("The function from above"),
            _translate(
                "Drag the point, or move it with the arrow keys, ten times as far with Shift. The yellow and the "
                "blue arrow are the partial derivatives; together they make the gradient. Turn the triangle. "
                "Section 3 of the chapter."
            ),
        ),
        "partial_x0": (
            _translate("The curve along x₀"),
            _translate(
                "x₁ is fixed, so f is a curve in x₀ alone: its slope is ∂f/∂x₀. Drag the point along it, or use "
                "← and →. Section 3 of the chapter."
            ),
        ),
        "partial_x1": (
            _translate("The curve along x₁"),
            _translate(
                "x₀ is fixed, so f is a curve in x₁ alone: its slope is ∂f/∂x₁. Drag the point along it, or use "
                "← and →. Section 3 of the chapter."
            ),
        ),
        "directions": (
            _translate("Slope in every direction"),
            _translate(
                "The directional derivative over the angle. Drag the line, click, or use ← and →, ten times as far "
                "with Shift: largest along the gradient, 0 along the contour. Section 3 of the chapter."
            ),
        ),
        "gradient_table": (
            _translate("Numerical and exact slopes"),
            _translate(
                "numerical_gradient with h = 10⁻⁴ as the chapter prints it, beside the exact partial derivatives. "
                "Section 3 of the chapter."
            ),
        ),
    }


def _translate(text: str) -> str:
    return QCoreApplication.translate("derivative", text)
