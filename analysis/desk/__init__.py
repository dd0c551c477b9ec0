"""The start notebook: bring files, see what was understood, answer what is asked.

questions   an open question -> answers to click
asked       what is asked once: main measure, start, direction, what is worth it
files       files that are brought
desk        all of it, as the notebook shows it
clicks      the same with buttons
"""

from analysis.desk.desk import Desk, open_desk, show_tables_whole

__all__ = ["Desk", "open_desk", "show_tables_whole"]
