"""Some rows of a frame, copied out of it only when somebody reads them: most tiles and sentences tell a number of them and no more. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd


@dataclass(frozen=True, eq=False)
class Part:
    """The rows of `whole` for which `keep`, an array of booleans, holds; all where it is None."""

    whole: pd.DataFrame
    keep: Any = None

    def __len__(self) -> int:
        return len(self.whole) if self.keep is None else int(np.count_nonzero(self.keep))

    def __contains__(self, column: str) -> bool:
        return column in self.whole

    def column(self, name: str) -> Any:
        """Return the values of a column as an array."""
        values = self.whole[name].to_numpy()
        return values if self.keep is None else values[self.keep]

    def numbers(self, name: str) -> Any:
        """Return the values of a column as an array of floats, NaN where there is none."""
        column = self.whole[name]
        # In a column of floats what is missing is NaN already; to look for it took longer than to add up.
        values = column.to_numpy() if column.dtype == float else column.to_numpy(dtype=float, na_value=np.nan)
        return values if self.keep is None else values[self.keep]

    def narrowed(self, keep: Any) -> Part:
        """Return those of the rows for which an array, one boolean a row of the part, holds."""
        if self.keep is None:
            return Part(self.whole, keep)
        both = self.keep.copy()
        both[both] = keep
        return Part(self.whole, both)

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The rows, numbered anew."""
        found = self.whole if self.keep is None or self.keep.all() else self.whole[self.keep]
        return found.reset_index(drop=True)


def holds(told: pd.Series[bool]) -> Any:
    """Return whether something holds of each row as an array of booleans. Raises ValueError where that is not known of one."""
    return told.to_numpy(dtype=bool)
