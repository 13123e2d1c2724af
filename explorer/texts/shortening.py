"""Long texts of others, such as file names, cut to a length that can be shown."""

from core.files import without_middle


def shortened(text: str, most: int = 400, longest_word: int = 120) -> str:
    """Return a text that may contain file names or file contents as one line of limited length.

    Words, and then the text, are shortened in the middle where they are longer than these numbers of characters.
    """
    line = "".join(letter if letter.isprintable() else " " for letter in text)
    words = (without_middle(word, longest_word, "…") for word in line.split(" "))
    return without_middle(" ".join(words), most)
