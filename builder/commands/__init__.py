"""The commands of `explainer`, a module each: thin; every one reads, calls one function and prints."""
