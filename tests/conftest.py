"""What holds for the whole suite: a skipped test is loud, and with AJAR_NO_SKIPS=1 a failure."""

import os
from collections.abc import Generator

import pytest

NO_SKIPS = os.environ.get("AJAR_NO_SKIPS") == "1"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure where none is allowed."""
    report = yield
    if NO_SKIPS and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and AJAR_NO_SKIPS=1 allows no skip."
    return report
