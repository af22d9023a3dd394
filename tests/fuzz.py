"""How much is made up: a few examples in `make test`, always the same; FUZZ times as many, and others each time, in `make bench`."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

TIMES = int(os.environ.get("FUZZ", "1"))


def examples(usual: int) -> settings:
    """Return the settings of a test that tries `usual` examples in `make test`."""
    return settings(
        max_examples=usual * TIMES,
        deadline=None,
        derandomize=TIMES == 1,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
