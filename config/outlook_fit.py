"""The weights of the outlook learned from what was seen: a ridge logistic regression by Newton's method."""

from collections.abc import Sequence

from config.outlook_study import Seen
from domain.reporting.outlook import WEIGHTS, probability_of

STEPS, RIDGE, ENOUGH = 25, 2.0, 1e-6
Row = tuple[list[float], float]
Matrix = list[list[float]]


def fitted(seen: Sequence[Seen]) -> tuple[float, dict[str, float]]:
    """The intercept and the weights by their names; a signal that never shows gets no weight."""
    rows = [([1.0, *(one.signals.values[name] for name in WEIGHTS)], float(one.was_late)) for one in seen]
    found = [0.0] * (len(WEIGHTS) + 1)
    for _ in range(STEPS):
        step = solved(*_derivatives(rows, found))
        found = [weight - change for weight, change in zip(found, step, strict=True)]
        if max(map(abs, step)) < ENOUGH:
            break
    return found[0], dict(zip(WEIGHTS, found[1:], strict=True))


def _derivatives(rows: Sequence[Row], found: Sequence[float]) -> tuple[Matrix, list[float]]:
    """The second and the first derivative of the loss; the intercept is not held down."""
    size = range(len(found))
    curve = [[RIDGE if i == j and i else 0.0 for j in size] for i in size]
    slope = [RIDGE * weight if i else 0.0 for i, weight in enumerate(found)]
    for values, came in rows:
        guess = probability_of(sum(weight * value for weight, value in zip(found, values, strict=True)))
        sharp = guess * (1 - guess)
        shown = [i for i in size if values[i]]
        for i in shown:
            slope[i] += (guess - came) * values[i]
            for j in shown:
                curve[i][j] += sharp * values[i] * values[j]
    return curve, slope


def solved(curve: Matrix, slope: Sequence[float]) -> list[float]:
    """`curve @ x = slope` by Gauss with the greatest pivot."""
    rows = [[*line, end] for line, end in zip(curve, slope, strict=True)]
    for i in range(len(rows)):
        best = max(range(i, len(rows)), key=lambda k: abs(rows[k][i]))
        rows[i], rows[best] = rows[best], rows[i]
        rows[i] = [value / rows[i][i] for value in rows[i]]
        for k in range(len(rows)):
            if k != i:
                rows[k] = [a - rows[k][i] * b for a, b in zip(rows[k], rows[i], strict=True)]
    return [row[-1] for row in rows]
