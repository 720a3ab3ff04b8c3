"""Drafts of what an office signs: what their forms may ask of a case, and the forms as data. How one is written and laid out is in papers/."""
