"""The draft's tables as spreadsheets: written as a workbook or as CSV, and read back with a dry run.

`tables` says which sheets and columns there are, `cells` how a value is written, `sheets` makes files of plain rows and
`writing` of the draft's, `workbooks` and `csv_files` read them, `planning` tells what a file would change, and `imports` does it.
"""
