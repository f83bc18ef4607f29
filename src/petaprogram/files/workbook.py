"""How XlsxWriter writes texts, for every workbook of this project."""

# A text stays a text: no formula, link or number is made of it.
TEXTS_AS_TEXTS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
