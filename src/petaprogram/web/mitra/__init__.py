"""The page Mitra: the list of partners by kind, and the sheet of one."""
