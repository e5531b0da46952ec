"""How people lean when they get close: reading in the guide, and nothing else."""

from django.db import models

from guidance.models.shelved import Coded


class Leaning(Coded):
    """A leaning to read about. It is never stored about a writer."""

    name = models.CharField(max_length=40)
    concept = models.CharField(
        "as books call it", max_length=60, help_text="For editors. Readers do not see it."
    )
    summary = models.CharField(max_length=160, help_text="One line under the name.")
    about = models.TextField(help_text="Its page in the guide, about 120 words.")

    class Meta(Coded.Meta):
        pass

    def __str__(self) -> str:
        return self.name
