"""How unsure a count out of a few is: Wilson's interval."""

from math import sqrt

Z = 1.959963984540054
"""The 97.5 % point of the normal distribution, for an interval of 95 %."""


def wilson(counted: int, of: int) -> tuple[float, float]:
    """Return the 95 % interval of a share, from 0 to 1, of which `counted` out of `of` were seen.

    `of` is 1 or more, `counted` from 0 to `of`. Without continuity correction:
    E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
    Journal of the American Statistical Association 22 (1927), 209-212; recommended for few
    cases by R. G. Newcombe, Statistics in Medicine 17 (1998), 857-872 (method 3).
    """
    share = counted / of
    middle = share + Z * Z / (2 * of)
    half = Z * sqrt(share * (1 - share) / of + Z * Z / (4 * of * of))
    whole = 1 + Z * Z / of
    return max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole)


def apart(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Return whether two intervals have no place in common."""
    return one[1] < other[0] or other[1] < one[0]
