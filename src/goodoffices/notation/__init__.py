"""Text as plain values with the line of each, plain values as the words of the field, and back."""
