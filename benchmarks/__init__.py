"""Speed and memory, side by side with what they are compared to: `make bench`.

A topic is a module with TITLE, ABOUT (a sentence or two for the page) and `bench() -> list[Row]`, named in `__main__.TOPICS`.

measure    turns, spreads, processes of their own, and the rows that come of them
results    rows -> a table, and a section of results.md
stated     what other programs took, as stated and not measured here
"""
