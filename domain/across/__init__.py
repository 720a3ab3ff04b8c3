"""What is the same in an initiative and in a review: the Party committee's opinion, and stepping aside."""
