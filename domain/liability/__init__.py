"""A liability review, chapter by chapter: from what was reported to the decision, the appeal and discipline."""
