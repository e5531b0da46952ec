"""An editor at the desk, and what she does there."""

from typing import Any

from django.urls import reverse

from guidance import loading
from tests.base import TestCase, make_editor


def posted(response: Any) -> dict[str, Any]:
    """Return what a browser would send back from a row's page left as it is."""
    form = response.context["form"]
    sent = {
        field.html_name: value
        for field in form
        if not field.field.disabled and (value := field.value()) is not None and value is not False
    }
    for name, value in sent.items():
        if isinstance(value, list):
            sent[name] = [getattr(one, "pk", one) for one in value]
        else:
            sent[name] = getattr(value, "pk", value)
    return sent | {"based_on": response.context["based_on"]}


class DeskTestCase(TestCase):
    """The shipped guidance, and Edith, who may change it."""

    @classmethod
    def setUpTestData(cls) -> None:
        loading.load()

    def setUp(self) -> None:
        self.edith = make_editor()
        self.client.force_login(self.edith)

    def act(self, noun: str, action: str, *rows: Any) -> Any:
        """Tick rows of a list and do something with them."""
        return self.client.post(
            reverse(f"admin:guidance_{noun}_changelist"),
            {"action": action, "_selected_action": [row.pk for row in rows], "index": 0},
            follow=True,
        )

    def page(self, row: Any) -> str:
        """Return the address of a row's page."""
        return reverse(f"admin:guidance_{row._meta.model_name}_change", args=[row.pk])

    def open(self, row: Any) -> dict[str, Any]:
        """Open a row's page, and return what a browser would send back from it."""
        return posted(self.client.get(self.page(row)))

    def change(self, row: Any, button: str = "_publish", **changes: Any) -> Any:
        """Open a row's page, change some fields, and press a button; twice where it warns."""
        return self.send(row, self.open(row) | changes | {button: "1"})

    def send(self, row: Any, form: dict[str, Any], client: Any = None) -> Any:
        """Send a row's page; once more where it only held back to show what it has to say."""
        client = client or self.client
        response = client.post(self.page(row), form)
        if response.status_code == 200 and list(response.context["form"].errors) == ["__all__"]:
            form = form | {"seen": response.context["form"]["seen"].value()}
            response = client.post(self.page(row), form)
        return response
