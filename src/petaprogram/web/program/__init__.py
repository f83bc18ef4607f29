"""The page Program: the list of programs, and the sheet of one."""
