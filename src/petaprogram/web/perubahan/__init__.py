"""What changed between two moments: sentence, map, numbers, and the rows behind them."""
