"""Bodies that decide or advise together: who is entitled, how their votes are counted, and what their meetings leave behind."""
