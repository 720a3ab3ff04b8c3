"""This room answers what people ask of the record, and shows each person only what that person may read; of streams it writes nothing."""
