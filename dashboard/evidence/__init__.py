"""What stands behind a figure: its rows, and what every source says of one."""
