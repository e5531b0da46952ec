"""The numbers that the bench makes of what it measured."""

import math
from unittest import TestCase

from bench.figures import Figures, Sample, figures_of, percentile, ratio


class PercentileTests(TestCase):
    def test_it_is_a_value_that_was_measured(self) -> None:
        values = [float(one) for one in range(1, 201)]

        self.assertEqual([percentile(values, one) for one in (1, 50, 99, 100)], [2, 100, 198, 200])

    def test_the_order_of_the_values_does_not_matter(self) -> None:
        self.assertEqual(percentile([3.0, 1.0, 2.0], 99), 3)

    def test_of_one_value_it_is_that_one(self) -> None:
        self.assertEqual([percentile([7.0], one) for one in (0, 50, 99)], [7, 7, 7])

    def test_of_nothing_there_is_none(self) -> None:
        with self.assertRaises(ValueError):
            percentile([], 50)


class FiguresTests(TestCase):
    def test_a_sample_becomes_milliseconds(self) -> None:
        sample = Sample(seconds=[0.25, 0.5, 0.125, 8.0], cpu=0.5, wall=2.0)

        self.assertEqual(
            figures_of(sample),
            Figures(times=4, median_ms=375, p99_ms=8000, cpu_ms=125, per_second=2),
        )

    def test_of_nothing_there_are_none(self) -> None:
        with self.assertRaises(ValueError):
            figures_of(Sample())

    def test_a_ratio_over_nothing_is_infinite(self) -> None:
        self.assertEqual((ratio(3, 2), ratio(1, 0)), (1.5, math.inf))
