"""What the surfaces of `core.surfaces` are called: one entry for each."""

from collections.abc import Mapping

from explorer.texts.language import N_

SURFACE_NAMES: Mapping[str, str] = {
    "bowl": N_("Bowl"),
    "valley": N_("Long valley"),
    "saddle": N_("Saddle"),
    "monkey_saddle": N_("Monkey saddle"),
    "rosenbrock": N_("Rosenbrock"),
    "himmelblau": N_("Himmelblau"),
    "beale": N_("Beale"),
    "camel": N_("Six-hump camel"),
    "rastrigin": N_("Rastrigin"),
    "ackley": N_("Ackley"),
    "plateau": N_("Plateau"),
    "kink": N_("Kink"),
}
"""By key, in the order in which they are offered; to be translated where they are shown."""
