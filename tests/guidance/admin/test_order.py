"""The order of a shelf: by arrows, by numbers, in one save, without a script."""

from typing import Any

from django.urls import reverse

from guidance import versions
from guidance.models import Feeling, Leaning, Prompt
from tests.guidance.admin.desk_case import DeskTestCase


def slugs(response: Any, group: int = 0) -> list[str]:
    return [row.slug for row in response.context["groups"][group][1]]


class OrderTests(DeskTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.url = reverse("admin:guidance_leaning_order")
        self.rows = list(Leaning.objects.all())
        self.a, self.b, self.c = (row.slug for row in self.rows)

    def sent(self, *places: object, **button: object) -> dict[str, Any]:
        named = zip(self.rows, places, strict=True)
        return {f"place-{row.pk}": place for row, place in named} | button

    def order(self) -> list[str]:
        return list(Leaning.objects.values_list("slug", flat=True))

    def test_an_arrow_moves_a_row_and_saves_nothing(self) -> None:
        up = self.client.post(self.url, self.sent(1, 2, 3, up=self.rows[1].pk))
        down = self.client.post(self.url, self.sent(1, 2, 3, down=self.rows[0].pk))

        self.assertEqual(slugs(up), [self.b, self.a, self.c])
        self.assertEqual(slugs(down), [self.b, self.a, self.c])
        self.assertEqual(self.order(), [self.a, self.b, self.c])

    def test_arrows_add_up_and_the_ends_hold(self) -> None:
        self.assertEqual(
            slugs(self.client.post(self.url, self.sent(2, 1, 3, up=self.rows[2].pk))),
            [self.b, self.c, self.a],
        )
        self.assertEqual(
            slugs(self.client.post(self.url, self.sent(1, 2, 3, up=self.rows[0].pk))),
            [self.a, self.b, self.c],
        )
        self.assertEqual(
            slugs(self.client.post(self.url, self.sent(1, 2, 3, down=self.rows[2].pk))),
            [self.a, self.b, self.c],
        )

    def test_a_number_puts_a_row_before_or_after_the_one_that_is_there(self) -> None:
        for places, expected in (
            ((3, 2, 3), [self.b, self.c, self.a]),
            ((1, 2, 1), [self.c, self.a, self.b]),
            ((1, 1, 3), [self.b, self.a, self.c]),
            ((9, 2, 3), [self.b, self.c, self.a]),
        ):
            with self.subTest(places=places):
                Leaning.objects.filter(slug=self.a).update(order=0)
                Leaning.objects.filter(slug=self.b).update(order=1)
                Leaning.objects.filter(slug=self.c).update(order=2)
                response = self.client.post(self.url, self.sent(*places, _save="1"))
                self.assertRedirects(response, reverse("admin:guidance_leaning_changelist"))
                self.assertEqual(self.order(), expected)

    def test_what_is_no_number_moves_nothing(self) -> None:
        for place in ("", "two", "-1", "²", "9" * 30):
            with self.subTest(place=place):
                self.client.post(self.url, self.sent(1, place, 3, _save="1"))
                self.assertEqual(self.order(), [self.a, self.b, self.c])

    def test_one_save_is_in_the_history_of_what_moved_and_of_nothing_else(self) -> None:
        self.client.post(self.url, self.sent(2, 1, 3, _save="1"))

        self.assertEqual(self.order(), [self.b, self.a, self.c])
        told = {
            slug: list(versions.history("leaning", slug).values_list("said", flat=True))
            for slug in (self.a, self.b, self.c)
        }
        self.assertEqual(
            told, {self.a: ["moved", "loaded"], self.b: ["moved", "loaded"], self.c: []}
        )

    def test_places_that_were_equal_become_apart(self) -> None:
        Leaning.objects.update(order=4)
        self.rows = list(Leaning.objects.all())

        self.client.post(self.url, self.sent(3, 2, 1, _save="1"))

        self.assertEqual(
            list(Leaning.objects.values_list("slug", "order")),
            [(self.rows[2].slug, 4), (self.rows[1].slug, 5), (self.rows[0].slug, 6)],
        )

    def test_what_waits_keeps_its_words_and_takes_its_new_place(self) -> None:
        self.change(self.rows[0], "_draft", summary="Drafted.")

        self.client.post(self.url, self.sent(2, 1, 3, _save="1"))
        self.change(Leaning.objects.get(slug=self.a))

        self.assertEqual(self.order(), [self.b, self.a, self.c])
        self.assertEqual(Leaning.objects.get(slug=self.a).summary, "Drafted.")

    def test_prompts_are_ordered_within_their_strategy(self) -> None:
        url = reverse("admin:guidance_prompt_order")
        groups = dict(self.client.get(url).context["groups"])
        others = {
            row.pk: row.order for name, held in groups.items() if name != "Notice" for row in held
        }
        first, second = groups["Notice"][:2]

        self.client.post(url, {f"place-{second.pk}": 1, "_save": "1"})

        again = dict(self.client.get(url).context["groups"])["Notice"]
        self.assertEqual(again[:2], [second, first])
        self.assertEqual(
            {row.pk: row.order for row in Prompt.objects.filter(pk__in=others)}, others
        )

    def test_what_is_retired_has_no_place(self) -> None:
        feeling = Feeling.objects.all()[0]
        feeling.retire()

        response = self.client.get(reverse("admin:guidance_feeling_order"))

        self.assertEqual(len(slugs(response)), 15)
        self.assertNotIn(feeling.slug, slugs(response))
