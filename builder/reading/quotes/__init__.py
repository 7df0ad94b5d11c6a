"""Quotes: who is reported to have said what.

Nothing is passed on from here: who asks for quotation marks alone need not wait until all rules of speech are loaded.
"""
