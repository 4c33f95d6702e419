"""The weights of the outlook learned from what was seen: a ridge logistic regression by Newton's method."""

from collections.abc import Sequence

from config.outlook_study import Seen
from domain.reporting.outlook import WEIGHTS

STEPS, RIDGE, ENOUGH = 25, 2.0, 1e-6


def fitted(seen: Sequence[Seen]) -> tuple[float, dict[str, float]]:
    """The intercept and the weights by their names; a signal that never shows gets no weight."""
    import numpy

    rows = numpy.array([[1.0, *(one.signals.values[name] for name in WEIGHTS)] for one in seen])
    came = numpy.array([float(one.was_late) for one in seen])
    found, held = numpy.zeros(rows.shape[1]), RIDGE * numpy.eye(rows.shape[1])
    held[0, 0] = 0  # the intercept is not held down
    for _ in range(STEPS):
        guess = 1 / (1 + numpy.exp(-rows @ found))
        curve = (rows * (guess * (1 - guess))[:, None]).T @ rows + held
        step = numpy.linalg.solve(curve, rows.T @ (guess - came) + held @ found)
        found -= step
        if abs(step).max() < ENOUGH:
            break
    return float(found[0]), dict(zip(WEIGHTS, map(float, found[1:]), strict=True))
