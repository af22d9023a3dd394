"""The palette, at the place where the charts look for it."""

from __future__ import annotations

from dashboard.core.palette import DARK as DARK
from dashboard.core.palette import LIGHT as LIGHT
from dashboard.core.palette import Theme as Theme
from dashboard.core.palette import rgba as rgba
from dashboard.core.palette import theme as theme
