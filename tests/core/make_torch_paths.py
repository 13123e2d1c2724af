"""Write torch_paths.json: where PyTorch's optimizers go, for core.optimizers to be held against.

Run with ``uv run --group benchmarks python tests/core/make_torch_paths.py``.
"""

import json
from pathlib import Path

import torch

STEPS = (1, 2, 3, 10, 50, 200)
SURFACES = {
    "valley": lambda x: x[0] ** 2 / 20 + x[1] ** 2,
    "himmelblau": lambda x: (x[0] ** 2 + x[1] - 11) ** 2 + (x[0] + x[1] ** 2 - 7) ** 2,
    "rosenbrock": lambda x: (1 - x[0]) ** 2 + 100 * (x[1] - x[0] ** 2) ** 2,
}
STARTS = {"valley": (-7.0, 2.0), "himmelblau": (-1.0, 1.5), "rosenbrock": (-1.5, 2.0)}
# The rule, and a learning rate for each of the surfaces above.
OPTIMIZERS = {
    "sgd": (lambda x, lr: torch.optim.SGD(x, lr=lr), (0.95, 0.01, 0.001)),
    "momentum": (lambda x, lr: torch.optim.SGD(x, lr=lr, momentum=0.9), (0.1, 0.002, 0.0003)),
    "nesterov": (lambda x, lr: torch.optim.SGD(x, lr=lr, momentum=0.9, nesterov=True), (0.1, 0.002, 0.0003)),
    "adagrad": (lambda x, lr: torch.optim.Adagrad(x, lr=lr), (1.5, 0.5, 0.3)),
    "rmsprop": (lambda x, lr: torch.optim.RMSprop(x, lr=lr), (0.1, 0.05, 0.01)),
    "adam": (lambda x, lr: torch.optim.Adam(x, lr=lr), (0.3, 0.1, 0.05)),
}


def followed(make_optimizer, learning_rate, surface):
    x = torch.tensor(STARTS[surface], dtype=torch.float64, requires_grad=True)
    optimizer = make_optimizer([x], learning_rate)
    points = {}
    for step in range(1, max(STEPS) + 1):
        optimizer.zero_grad()
        SURFACES[surface](x).backward()
        optimizer.step()
        if step in STEPS:
            points[step] = x.tolist()
    return points


def main():
    paths = [
        {
            "optimizer": key,
            "surface": surface,
            "start": STARTS[surface],
            "learning_rate": learning_rate,
            "points": followed(make_optimizer, learning_rate, surface),
        }
        for key, (make_optimizer, learning_rates) in OPTIMIZERS.items()
        for surface, learning_rate in zip(SURFACES, learning_rates, strict=True)
    ]
    made_by = f"PyTorch {torch.__version__.split('+')[0]}, float64"
    text = json.dumps({"made_by": made_by, "paths": paths}, indent=1)
    Path(__file__).with_name("torch_paths.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
