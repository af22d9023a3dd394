"""Credits that hosts have authorised, block by block: no transfer, and no buyer."""
