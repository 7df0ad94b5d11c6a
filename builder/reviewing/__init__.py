"""What an editor has to decide about names and terms, and what each decision writes."""
