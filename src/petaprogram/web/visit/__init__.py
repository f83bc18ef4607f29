"""What a visitor asked for: language, snapshot, and the link that controls follow."""
