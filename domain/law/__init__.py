"""The law as data: dated rule sets, liability tables, the working calendar."""
