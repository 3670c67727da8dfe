"""A message as it is read: courtesy and typos aside, question by question, in its conversation."""
