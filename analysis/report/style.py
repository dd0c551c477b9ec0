"""How the page looks: on a screen, on a phone, on paper, and in the dark."""

STYLE = """
:root { color-scheme: light; }
body { margin: 0; background: #fff; color: #222; font: 17px/1.5 system-ui, 'Segoe UI', Roboto, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: .2rem 0 .6rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .4rem; }
header { border-bottom: 1px solid #ddd; padding-bottom: 1rem; }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; }
a { color: #005a8c; }
section { border-bottom: 1px solid #ddd; padding: 1.6rem 0 1.2rem; }
img { max-width: 100%; height: auto; }
table, table.dataframe, .dataframe th, .dataframe td { border: 0; }
table { border-collapse: collapse; font-size: .87rem; margin: .6rem 0; }
table.dataframe th, table.dataframe td { text-align: left; padding: .35rem .8rem .35rem 0; }
table.dataframe tr { text-align: left !important; border-bottom: 1px solid #e6e6e6; }
table.dataframe thead th { text-align: left !important; }
table.dataframe th { font-weight: 600; vertical-align: top; }
td { vertical-align: top; }
.scroll { overflow-x: auto; }
@media (max-width: 40rem) { .scroll table { min-width: 34rem; } }
.failed { background: #fff3cd; padding: .6rem .8rem; }
pre { white-space: pre-wrap; }
footer { color: #6b6b6b; padding-top: 1rem; }
@media print { body { font-size: 11pt; } nav { display: none; } img, table { break-inside: avoid; } h1, h2 { break-after: avoid; } }
"""

DARK = """
:root { color-scheme: dark; }
body { background: #14181d; color: #ededed; }
a { color: #7cc4f0; }
header, section { border-color: #39414a; }
table.dataframe tr { border-color: #2c333a; }
.failed { background: #4a3a10; }
footer { color: #a9b0b7; }
"""
