"""A hall's CSV files: read with every fault named by file, line and column, and written back.

`columns.SHEETS` lists the files and their columns, one line a column, and drives both ways.
The room knows no clock, no journal and no database; example halls lie in folders beside it.
"""
