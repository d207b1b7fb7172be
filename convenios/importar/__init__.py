"""Spreadsheets of others: read, said row by row what is wrong, and taken in once a person agrees.

Three levels. `critico`: the file cannot be read as what it is said to be, and nothing is taken.
`error`: this row cannot be taken; it comes back in a file to correct. `advertencia`: the row can be
taken, and somebody should know.
"""
