"""Where next: the best new sites for a program, step by step and exactly.

A definition becomes a problem, a problem an outcome, an outcome sentences.
"""
