"""Links that are the same on every screen, found once."""

from uuid import uuid4

from django.http import HttpResponse
from django.template import Context, Template
from django.test import SimpleTestCase, override_settings
from django.urls import NoReverseMatch, path, set_script_prefix

from config.links import FixedLink


class Elsewhere:
    """Other addresses."""

    urlpatterns = (path("elsewhere/", HttpResponse, name="help"),)


def drawn(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


class LinkTests(SimpleTestCase):
    def test_a_link_that_is_told_nothing_is_fixed_and_any_other_is_not(self) -> None:
        fixed = {
            "{% url 'help' %}": True,
            "{% url 'guide_page' code %}": False,
            "{% url 'guide_page' code=code %}": False,
            "{% url name %}": False,
            "{% url 'help' as at %}": False,
            "{% url 'admin:index' %}": False,
        }
        for source, is_fixed in fixed.items():
            with self.subTest(source=source):
                (node,) = Template(source).nodelist
                self.assertEqual(isinstance(node, FixedLink), is_fixed)

    def test_both_lead_to_where_they_should(self) -> None:
        self.assertEqual(drawn("{% url 'help' %}"), "/help/")
        self.assertEqual(drawn("{% url name %}", name="help"), "/help/")
        self.assertEqual(drawn("{% url 'guide_page' code %}", code="k7"), "/guide/k7/")
        self.assertEqual(drawn("{% url 'help' as at %}[{{ at }}]"), "[/help/]")

    def test_an_id_is_put_into_its_place_and_anything_else_is_looked_up(self) -> None:
        pk = uuid4()

        for value in (pk, str(pk)):
            self.assertEqual(drawn("{% url 'entry_edit' pk %}", pk=value), f"/entries/{pk}/edit/")
        for other in ("", "x", 7):
            with self.subTest(value=other), self.assertRaises(NoReverseMatch):
                drawn("{% url 'entry_edit' pk %}", pk=other)

    def test_an_id_where_none_belongs_has_no_address(self) -> None:
        with self.assertRaises(NoReverseMatch):
            drawn("{% url 'journal_year' pk %}", pk=uuid4())

    def test_an_address_that_is_not_there_is_said_each_time(self) -> None:
        for _ in range(2):
            with self.assertRaises(NoReverseMatch):
                drawn("{% url 'nowhere' %}")

    def test_a_site_below_another_address_has_its_own_links(self) -> None:
        self.addCleanup(set_script_prefix, "/")
        pk = uuid4()
        for prefix in ("/", "/ajar/", "/"):
            set_script_prefix(prefix)
            self.assertEqual(drawn("{% url 'help' %}"), f"{prefix}help/")
            self.assertEqual(drawn("{% url 'entry' pk %}", pk=pk), f"{prefix}entries/{pk}/")

    def test_other_addresses_have_other_links(self) -> None:
        self.assertEqual(drawn("{% url 'help' %}"), "/help/")
        with override_settings(ROOT_URLCONF=Elsewhere):
            self.assertEqual(drawn("{% url 'help' %}"), "/elsewhere/")
