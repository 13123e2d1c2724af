"""Names, labels and sentences of the page Several variables, each from the numbers of now."""

import math

from core.differentiability import Smoothness
from explorer.derivative.variables.slopes import Slopes
from explorer.texts.language import N_, _
from explorer.texts.numbers import fixed, percent, plain, significant
from explorer.views.facts import MISSING, Fact, Facts
from explorer.widgets.number_table import Content, Row

VARIABLES = ("x₀", "x₁")
PARTIALS, GRADIENT = ("∂f/∂x₀", "∂f/∂x₁"), "∇f"
_DIGITS = 16
STEP = 1e-4  # of the chapter's numerical_gradient


def gradient_terms() -> dict[str, str]:
    """Return the terms of the gradient that the pictures show, each with its tooltip."""
    return {
        PARTIALS[0]: _("The slope along x₀, the first part of the gradient"),
        PARTIALS[1]: _("The slope along x₁, the second part of the gradient"),
        GRADIENT: _("The gradient, the arrow of both parts"),
    }


def partial_title(found: Slopes, variable: int) -> str:
    """Return which variable moves, and at what the other is held."""
    fixed_one = 1 - variable
    return _("Only {moves} moves, {fixed} = {value}").format(
        moves=VARIABLES[variable],
        fixed=VARIABLES[fixed_one],
        value=plain(found.state.point[fixed_one], 4),
    )


def slope_caption(found: Slopes, variable: int) -> str:
    """Return the partial derivative, or that there is none and why."""
    shape = found.shapes[variable]
    if math.isfinite(shape.slope):
        return _("slope {partial} = {slope}").format(partial=PARTIALS[variable], slope=plain(shape.slope, 5))
    return {
        Smoothness.KINK: _("a kink: no slope"),
        Smoothness.JUMP: _("a jump: no slope"),
        Smoothness.VERTICAL: _("vertical: no slope"),
        Smoothness.POLE: _("f is infinite here"),
        Smoothness.UNDEFINED: _("f has no value here"),
    }.get(shape.kind, _("no slope found"))


def no_directions(found: Slopes) -> str:
    """Return what stands for the slopes in all directions where the gradient does not give them."""
    if found.has_gradient:
        return _("f is not differentiable here")
    return _("No gradient here")


def direction_caption(found: Slopes) -> str:
    """Return the slope in the chosen direction."""
    return _("at {angle}°: {slope}").format(
        angle=fixed(found.state.angle, 0), slope=significant(found.slope, 4)
    )


def table(found: Slopes) -> Content:
    """Return the partial derivatives and the directional one, numerical and exact."""
    integers = found.state.shows_integers
    numerical = found.in_place if integers else found.numerical
    names = ("", _("with integers") if integers else _("numerical"), _("exact"))
    rows = [Row((PARTIALS[k], plain(float(numerical[k]), _DIGITS), _exact(found.exact[k]))) for k in (0, 1)]
    at = _("at {angle}°").format(angle=plain(found.state.angle, 4))
    rows.append(Row((at, "" if integers else plain(found.numerical_slope, _DIGITS), _exact(found.slope))))
    return names, tuple(rows), _steepest(found)


FACT_LABELS = {
    "gradient_0": N_("∂f/∂x₀, numerical"),
    "gradient_1": N_("∂f/∂x₁, numerical"),
    "directional": N_("Slope in your direction"),
    "largest_slope": N_("Length of the gradient, the largest slope"),
    "steepest_angle": N_("Direction of the gradient, in degrees"),
}


def facts(found: Slopes) -> Facts:
    """Return the numerical gradient, the slope in the chosen direction, and the largest slope."""
    named = {
        f"gradient_{k}": Fact(float(found.numerical[k]), plain(float(found.numerical[k]), _DIGITS))
        for k in (0, 1)
    }
    for name, slope in (("directional", found.slope), ("largest_slope", _largest(found))):
        named[name] = Fact(slope if math.isfinite(slope) else None, _exact(slope))
    named["steepest_angle"] = MISSING
    if found.special is not None:
        angle = math.degrees(found.special.steepest) % 360
        named["steepest_angle"] = Fact(angle, fixed(angle, 1))
    return named


def _largest(found: Slopes) -> float:
    if found.special is not None:
        return found.special.slope
    return 0.0 if found.is_differentiable else math.nan


def _steepest(found: Slopes) -> tuple[str, str, str]:
    """Return the last row of the table: where the slope is largest, and how large it is."""
    name = _("steepest")
    if found.special is None:
        return name, "", _exact(_largest(found))
    angle = math.degrees(found.special.steepest) % 360
    place = _("at {angle}°").format(angle=fixed(angle, 1))
    return name, place, _exact(_largest(found))


def sentence(found: Slopes) -> tuple[str, str]:
    """Return what the gradient says here: a title, and the numbers behind it."""
    if found.state.shows_integers:
        return _integers(found)
    if not found.has_gradient:
        return _no_gradient(found)
    title = _("∇f = ({first}, {second})").format(
        first=plain(float(found.exact[0]), 4), second=plain(float(found.exact[1]), 4)
    )
    if not found.is_differentiable:
        return title, _("f is not differentiable here: ∇f does not give the slopes in other directions.")
    if found.special is None:
        return title, _(
            "There may be a minimum, a maximum, a saddle point or a plateau. Section 4 of the chapter."
        )
    contour = sorted(math.degrees(angle) % 360 for angle in found.special.along_contour)
    body = _(
        "The slope is 0 at {first}° and {second}°, along the contour. At {angle}° it is {share} of the largest.",
    ).format(
        first=fixed(contour[0], 1),
        second=fixed(contour[1], 1),
        angle=plain(found.state.angle, 4),
        share=percent(found.slope / found.special.slope),
    )
    return title, body


def _integers(found: Slopes) -> tuple[str, str]:
    """Return what becomes of whole numbers that are changed in place."""
    x0, x1 = int(found.state.x0), int(found.state.x1)
    ahead, behind = int(x0 + STEP), int(x0 - STEP)
    title = _("np.array([{x0}, {x1}]) gives ({first}, {second})").format(
        x0=x0, x1=x1, first=plain(found.in_place[0], 8), second=plain(found.in_place[1], 8)
    )
    body = _("x₀ + h is stored as {ahead}, x₀ − h as {behind}. Write np.array([{x0}.0, {x1}.0]).")
    return title, body.format(ahead=ahead, behind=behind, x0=x0, x1=x1)


def _no_gradient(found: Slopes) -> tuple[str, str]:
    title = _("No gradient found at ({x0}, {x1})").format(
        x0=plain(found.state.x0, 4), x1=plain(found.state.x1, 4)
    )
    missing = [k for k in (0, 1) if not math.isfinite(found.shapes[k].slope)]
    causes = "; ".join(f"{VARIABLES[k]}: {slope_caption(found, k)}" for k in missing)
    body = _(
        "Along {causes}. The central difference gives {numerical}.",
    )
    return title, body.format(
        causes=causes, numerical=", ".join(plain(float(found.numerical[k]), 4) for k in missing)
    )


def _exact(value: float) -> str:
    return plain(float(value), 6) if math.isfinite(value) else _("none")
