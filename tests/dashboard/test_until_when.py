"""Up to which year the tonnes are expected that projects give in total: on rows made by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.core import told
from dashboard.core.part import Part


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("2021-2030", 500.0), ("2024-2030", 300.0)], ", all to 2030"),
        ([("until 2030", 500.0), ("2021-2025", 300.0)], ", most to 2030"),
        # The tonnes of a year are added up: 300 and 300 to 2025 are more than 500 to 2030.
        ([("2021-2030", 500.0), ("2021-2025", 300.0), ("2022-2025", 300.0)], ", most to 2025"),
        # Half is not most; of two equal years the earlier one is told.
        ([("2021-2030", 500.0), ("2021-2025", 500.0)], ", 500 t of it to 2025"),
        # What has no period is part of the whole.
        ([("2021-2030", 500.0), (None, 500.0)], ", 500 t of it to 2030"), ([("2021-2030", 999.0), (None, 1.0)], ", all to 2030"), ([("2021-2030", 998.0), (None, 2.0)], ", most to 2030"),
        # Words behind the year are none of it.
        ([("until 2030 or so", 500.0), ("until 2030 or so", 300.0)], ", all to 2030"),
        ([(None, 500.0), ("ten years", 300.0)], ""),
    ],
)  # fmt: skip
def test_up_to_which_year_most_of_the_tonnes_are_expected(rows: list[tuple[str | None, float]], said: str) -> None:
    frame = pd.DataFrame(rows, columns=["expected_period", "expected_tco2e_total"])
    assert told._until(Part(frame)) == said
