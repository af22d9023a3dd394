"""Files that people bring, opened with bounds: workbooks, pages and texts to grids of cells, and tables found in them."""
