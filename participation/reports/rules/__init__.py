"""The pure part of the reports: arithmetic, what is counted, and what a page gets of it.

Importers name the module: `arithmetic` (quarters, intervals, verdicts), `places`, `statements`, `reach`, `voices`
(themes and quotes), `litmus` (all of them together) and `export` (CSV and JSON).
"""
