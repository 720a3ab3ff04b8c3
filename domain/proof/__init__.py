"""The proof that nobody is left without an answer: every state the procedure can come to, walked by its own rules, and what must hold in each."""
