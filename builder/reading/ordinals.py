"""English ordinals in words, in their order: the first is 1."""

ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
    *("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
    "twentieth",
)
NUMBER_OF_ORDINAL = {word: number for number, word in enumerate(ORDINALS, 1)}
