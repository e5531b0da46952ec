"""How it felt: the plain words that a writer may choose from."""

from django.db import models

from guidance.models.shelved import Shelved


class Feeling(Shelved):
    """One plain word for a feeling. It says nothing about the other person, and is never scored."""

    name = models.CharField(
        "word", max_length=20, help_text="One everyday word, in small letters: “calm”, “worried”."
    )

    class Meta(Shelved.Meta):
        pass

    def __str__(self) -> str:
        return self.name
