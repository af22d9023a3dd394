"""The data themselves: how totals compare, where they come from, what changed."""
