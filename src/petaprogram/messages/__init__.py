"""What is said: the texts of both languages, the words of the domain, and the sentence of every rule.

A text that people read stands in a message; what can be wrong with the data is an `Issue` of a rule.
"""
