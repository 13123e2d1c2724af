"""What the functions, buttons and pictures of the page Several variables are called, and what their tooltips say."""

from explorer.texts.language import _


def variables_explanations() -> dict[str, tuple[str, str]]:
    """Return accessible name and tooltip by the second half of each object name."""
    return _of_controls() | _of_pictures()


def _of_controls() -> dict[str, tuple[str, str]]:
    example = _(
        "The chapter’s x₀² + x₁² at this point, where its numerical gradient is printed. Section 3 of the chapter."
    )
    return {
        "surface": (
            _("Function of two variables"),
            _(
                "The function to differentiate. The bowl is the chapter’s; the kink has no gradient on the axes. "
                "Section 3 of the chapter."
            ),
        ),
        "surface_formula": (
            _("Formula in x0 and x1"),
            _(
                "A formula in x0 and x1, such as x0*x1 or sin(x0) + x1^2. The exact gradient is computed by rules, "
                "the numerical one by changing one variable at a time. Section 3 of the chapter."
            ),
        ),
        "point_3_4": (_("The chapter’s point (3, 4)"), example),
        "point_0_2": (_("The chapter’s point (0, 2)"), example),
        "point_3_0": (_("The chapter’s point (3, 0)"), example),
        "along_steepest": (
            _("Turn along the gradient"),
            _("The direction in which f rises fastest: the slope there is the gradient’s length."),
        ),
        "along_contour": (
            _("Turn along the contour"),
            _("At a right angle to the gradient, where f neither rises nor falls: slope 0."),
        ),
        "along_x0": (
            _("Turn along x₀"),
            _("The slope in this direction is the partial derivative ∂f/∂x₀. Section 3 of the chapter."),
        ),
        "along_x1": (
            _("Turn along x₁"),
            _("The slope in this direction is the partial derivative ∂f/∂x₁. Section 3 of the chapter."),
        ),
    }


def card_texts() -> dict[str, tuple[str, str]]:
    """Return title and description of each card by its name."""
    return {
        "plane": (
            _("The gradient from its parts"),
            _(
                "The function in 2-D, with contour lines. At the point, the two partial derivatives are arrows along "
                "the axes; together they make the gradient."
            ),
        ),
        "partial_x0": (
            _("Only x₀ moves"),
            _("The function of x₀ alone with x₁ fixed, and its tangent, whose slope is ∂f/∂x₀."),
        ),
        "partial_x1": (
            _("Only x₁ moves"),
            _("The function of x₁ alone with x₀ fixed, and its tangent, whose slope is ∂f/∂x₁."),
        ),
        "directions": (
            _("Slope in every direction"),
            _("The slope of the function at the point against the direction, from 0° to 360°."),
        ),
        "gradient_table": (
            _("The partial derivatives"),
            _(
                "Both partial derivatives and the slope in your direction, by numerical difference and exactly."
            ),
        ),
    }


def _of_pictures() -> dict[str, tuple[str, str]]:
    return {
        "plane": (
            _("The function in 2-D"),
            _(
                "Drag the point, or move it with the arrow keys, ten times as far with Shift. The arrows "
                "along the axes are the partial derivatives; together they make the gradient. Turn the triangle. "
                "Section 3 of the chapter."
            ),
        ),
        "partial_x0": (
            _("The curve along x₀"),
            _(
                "x₁ is fixed, so f is a curve in x₀ alone: its slope is ∂f/∂x₀. Drag the point along it, or use "
                "← and →. Section 3 of the chapter."
            ),
        ),
        "partial_x1": (
            _("The curve along x₁"),
            _(
                "x₀ is fixed, so f is a curve in x₁ alone: its slope is ∂f/∂x₁. Drag the point along it, or use "
                "← and →. Section 3 of the chapter."
            ),
        ),
        "directions": (
            _("Slope in every direction"),
            _(
                "The directional derivative against the angle: largest along the gradient, 0 along the contour. Drag "
                "the line, click, or use ← and →, ten times as far with Shift. Section 3 of the chapter."
            ),
        ),
        "gradient_table": (
            _("Numerical and exact slopes"),
            _(
                "numerical_gradient with h = 10⁻⁴ as the chapter prints it, beside the exact partial derivatives. "
                "Section 3 of the chapter."
            ),
        ),
    }
