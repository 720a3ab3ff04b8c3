"""The permanent record, and everything that is read from it.

`record/` writes what happened, `reading/` answers what people ask, and `upkeep/` checks and repairs. What stands in this folder itself is the ground all
three rooms stand on: the database (`engine`, `tables`, `migrations`), the wall clock (`clock`), and what is dated but belongs to no stream: who holds
which office (`directory`), the published law (`policies`, which reads its files with `toml_lines`).
"""
