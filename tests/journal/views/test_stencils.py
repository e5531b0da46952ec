"""The parts of the form that are drawn in advance: the same as drawn anew, and nobody's."""

from datetime import date
from typing import Any

import msgspec
import time_machine
from django.template.loader import render_to_string

from guidance import shelf
from guidance.models import Sign
from guidance.wording import CLOSENESS
from journal.forms.page import PageForm
from journal.page import StepPlan
from journal.views.stencils import Offered, stencils_of
from tests.journal.cases import WritingTestCase
from tests.journal.factories import make_entry
from tests.journal.forms.case import BOOK, bare, sent
from tests.journal.handbook import with_changed
from tests.journal.sheets import opened


def drawn(template: str, **context: Any) -> str:
    """Return a template of the writing form, drawn now."""
    return render_to_string(f"journal/writing/{template}", context)


class TickTests(WritingTestCase):
    def test_each_sign_is_there_with_every_tick_it_may_have(self) -> None:
        signs = stencils_of(BOOK).signs

        self.assertEqual(len(signs), 4 * len(BOOK.signs))
        for (slug, me, them), html in signs.items():
            with self.subTest(sign=slug, me=me, them=them):
                self.assertEqual(html.count(" checked"), me + them)
                self.assertEqual(f'value="{slug}:me" checked' in html, me)
                self.assertEqual(f'value="{slug}:them" checked' in html, them)
                self.assertInHTML(BOOK.signs[slug].me, html)

    def test_each_feeling_and_each_fear_is_there_ticked_and_not(self) -> None:
        stencils = stencils_of(BOOK)

        for found, shelved in ((stencils.feelings, BOOK.feelings), (stencils.fears, BOOK.fears)):
            expected = {(slug, ticked) for slug in shelved for ticked in (True, False)}
            self.assertEqual(set(found), expected)
            for (slug, ticked), html in found.items():
                with self.subTest(slug=slug, ticked=ticked):
                    self.assertEqual(f'value="{slug}" checked' in html, ticked)
                    self.assertInHTML(shelved[slug].name, html)

    def test_a_form_shows_what_is_ticked_on_it_and_the_next_one_shows_nothing_of_it(self) -> None:
        ticked = Offered(
            bare(
                sent(
                    signs=["distance:me", "listened:them"],
                    fears=["trust-hard"],
                    feelings=["calm"],
                    closeness_felt="3",
                )
            )
        )
        empty = Offered(bare())

        for name, values in (
            ("distance", ["distance:me"]),
            ("warmth", ["listened:them"]),
            ("fears", ["trust-hard"]),
            ("feelings", ["calm"]),
        ):
            with self.subTest(part=name):
                html = getattr(ticked, name)
                self.assertEqual(html.count(" checked"), len(values))
                for value in values:
                    self.assertIn(f'value="{value}" checked', html)
                self.assertNotIn(" checked", getattr(empty, name))
        self.assertIn('value="3" checked', ticked.felt)
        self.assertIn('value="" checked', empty.felt)

    def test_another_handbook_has_drawings_of_its_own(self) -> None:
        renamed = with_changed(BOOK, msgspec.structs.replace(BOOK.signs["distance"], name="Afar"))

        self.assertInHTML("Afar", Offered(bare(handbook=renamed)).distance, count=2)
        self.assertNotIn("Afar", Offered(bare()).distance)

    def test_an_editors_change_is_on_the_next_form(self) -> None:
        self.client.get("/today/")
        sign = Sign.objects.get(slug="distance")
        sign.me = "I went <quiet>."
        sign.save()

        self.assertContains(self.client.get("/today/"), "I went &lt;quiet&gt;.")

    def test_what_is_retired_is_drawn_where_the_page_has_it(self) -> None:
        retired = with_changed(BOOK, msgspec.structs.replace(BOOK.signs["distance"], retired=True))

        self.assertIn(
            'value="distance:me" checked',
            Offered(bare(sent(signs=["distance:me"]), handbook=retired)).distance,
        )
        self.assertNotIn("distance:me", Offered(bare(handbook=retired)).distance)


class LanternTests(WritingTestCase):
    def test_every_place_on_the_track_is_as_its_template_draws_it(self) -> None:
        for value in ("", *(str(value) for value, _ in CLOSENESS)):
            form = bare(sent(closeness_felt=value, closeness_wanted=value))
            for name, html in (
                ("closeness_felt", Offered(form).felt),
                ("closeness_wanted", Offered(form).wanted),
            ):
                with self.subTest(field=name, value=value):
                    expected = drawn("_closeness.html", field=form[name], places=CLOSENESS)
                    self.assertHTMLEqual(html, expected)

    def test_a_place_that_is_none_keeps_its_error(self) -> None:
        form = bare(sent(closeness_felt="9"))
        form.is_valid()

        self.assertIn("Choose one of the seven places, or Skip.", Offered(form).felt)
        self.assertNotIn("Choose one", Offered(bare(sent(closeness_felt="2"))).felt)


class EmptyTests(WritingTestCase):
    def form(self, **initial: Any) -> PageForm:
        return PageForm(
            handbook=shelf.current(), people={}, today=self.ada.today(), initial=initial
        )

    def test_empty_fields_are_as_their_templates_draw_them(self) -> None:
        form = self.form()
        for name in ("newcomer", "text", "step"):
            with self.subTest(part=name):
                self.assertHTMLEqual(
                    getattr(Offered(form), name), drawn(f"_{name}.html", form=form)
                )

    def test_words_are_shown_to_their_writer_and_never_again(self) -> None:
        entry = make_entry(
            self.journal,
            title="Heron",
            text="Kingfisher",
            step=StepPlan(when="Magpie", will="Wren"),
        )
        self.client.get("/today/")

        edited = self.client.get(f"/entries/{entry.pk}/edit/")
        refused = opened(self.client).fill(new_person="Robin", text="Siskin", date="1800-01-01")
        given_back = refused.send(self.client)

        for bird in ("Heron", "Kingfisher", "Magpie", "Wren"):
            self.assertContains(edited, bird)
        self.assertContains(given_back, "Robin", status_code=400)
        self.assertContains(given_back, "Siskin", status_code=400)
        self.sign_in("mallory")
        today = self.client.get("/today/").content.decode()
        for bird in ("Heron", "Kingfisher", "Magpie", "Wren", "Robin", "Siskin"):
            self.assertNotIn(bird, today)

    def test_a_text_that_is_only_in_one_field_is_shown(self) -> None:
        for name, part in (
            *(("title", "text"), ("text", "text")),
            *(("step_when", "step"), ("step_will", "step")),
        ):
            with self.subTest(field=name):
                self.assertIn("Heron", getattr(Offered(self.form(**{name: "Heron"})), part))

    def test_the_days_to_look_back_on_are_those_of_today(self) -> None:
        for day in (date(2026, 11, 22), date(2026, 11, 23)):
            with time_machine.travel(day):
                sheet = opened(self.client)
            with self.subTest(day=day):
                self.assertEqual(sheet["step_on"], date(2026, 11, day.day + 3).isoformat())
