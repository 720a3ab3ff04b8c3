"""Papers: what an office signs, drafted from what is on record. Nothing here decides, stores or numbers anything."""
