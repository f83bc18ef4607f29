"""Where next: scenarios of new sites, planned step by step and checked exactly."""
