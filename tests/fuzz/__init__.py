"""Many broken files through load_logs: python -m tests.fuzz, or `make fuzz`.

starts     the files to break: diaries, the sample, the templates, exports of many apps
mutations  how cells, lines, dress and bytes are broken
options    options of load_logs drawn for a file
giants     a few large files made to be slow
cases      a seed and a number -> the same case every time
checks     what must hold of whatever load_logs does with a case
workers    two processes, a limit of time and of memory a file
"""
