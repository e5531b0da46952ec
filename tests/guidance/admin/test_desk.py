from typing import Any

from django.contrib import admin
from django.test import Client
from django.urls import reverse

from accounts.models import User
from guidance import editors, loading
from guidance.models import (
    Behaviour,
    Fear,
    Feeling,
    HelpLine,
    Leaning,
    Prompt,
    Sign,
    Strategy,
    Weight,
)
from tests.base import TestCase, make_user

NOUNS = ["fear", "feeling", "helpline", "leaning", "prompt", "sign", "strategy", "weight"]


def posted(response: Any) -> dict[str, Any]:
    """Return what a browser would send back from an admin form left as it is."""
    forms = [response.context["adminform"].form]
    for formset in response.context["inline_admin_formsets"]:
        forms += [formset.formset.management_form, *formset.formset.forms]
    return {
        bound.html_name: value
        for form in forms
        for bound in form
        if not bound.field.disabled and (value := bound.value()) is not None and value is not False
    }


class DeskTestCase(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        loading.load()

    def setUp(self) -> None:
        self.edith = self.sign_in("edith")
        self.edith.groups.add(editors.group())
        User.objects.filter(pk=self.edith.pk).update(is_staff=True)

    def act(self, noun: str, action: str, *rows: Any) -> Any:
        return self.client.post(
            reverse(f"admin:guidance_{noun}_changelist"),
            {"action": action, "_selected_action": [row.pk for row in rows]},
            follow=True,
        )

    def page(self, row: Any) -> str:
        return reverse(f"admin:guidance_{row._meta.model_name}_change", args=[row.pk])

    def change(self, row: Any, **changes: Any) -> Any:
        """Open a row's page, change some fields, send it back."""
        form = posted(self.client.get(self.page(row)))
        return self.client.post(self.page(row), form | changes)


class WhoMayTests(DeskTestCase):
    def test_an_editor_opens_every_list_and_page_of_guidance(self) -> None:
        for noun in NOUNS:
            with self.subTest(noun=noun):
                url = reverse(f"admin:guidance_{noun}_changelist")
                listed = self.client.get(url)
                self.assertEqual(listed.status_code, 200)
                row = listed.context["cl"].result_list[0]
                self.assertEqual(self.client.get(self.page(row)).status_code, 200)
                added = self.client.get(reverse(f"admin:guidance_{noun}_add"))
                self.assertEqual(added.status_code, 200)
                self.assertEqual(self.client.get(url, {"q": "talk"}).status_code, 200)

    def test_an_editor_sees_nothing_but_guidance(self) -> None:
        response = self.client.get(reverse("admin:index"))

        self.assertEqual([app["app_label"] for app in response.context["app_list"]], ["guidance"])
        self.assertContains(response, "The editor&#x27;s desk")

    def test_an_editor_cannot_see_accounts(self) -> None:
        for model in admin.site._registry:
            if model._meta.app_label != "guidance":
                with self.subTest(model=model.__name__):
                    url = reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist")
                    self.assertEqual(self.client.get(url).status_code, 403)

    def test_nobody_deletes_not_even_a_superuser(self) -> None:
        rosa = User.objects.create_superuser(email="rosa@example.org")
        for user in (self.edith, rosa):
            self.client.force_login(user)
            for model in (Fear, Feeling, HelpLine, Leaning, Prompt, Sign, Strategy, Weight):
                row = model._default_manager.first()
                assert row is not None
                url = reverse(f"admin:guidance_{model._meta.model_name}_delete", args=[row.pk])
                with self.subTest(user=user.email, model=model.__name__):
                    self.assertEqual(self.client.post(url, {"post": "yes"}).status_code, 403)
                    self.assertEqual(model._default_manager.filter(pk=row.pk).count(), 1)

    def test_a_writer_is_turned_away(self) -> None:
        self.client.force_login(make_user("ada"))

        response = self.client.get(reverse("admin:guidance_prompt_changelist"), follow=True)

        self.assertEqual(response.status_code, 403)

    def test_a_visitor_signs_in_through_the_same_door_as_everybody(self) -> None:
        response = Client().get(reverse("admin:login"))

        self.assertRedirects(
            response, "/accounts/login/?next=/admin/login/", fetch_redirect_response=False
        )


class RewordingTests(DeskTestCase):
    def test_an_editor_rewords_a_prompt(self) -> None:
        prompt = Prompt.objects.get(slug="talk-door-open")
        signs = set(prompt.signs.all())

        response = self.change(prompt, question="What warm thing could you write?")

        self.assertRedirects(response, reverse("admin:guidance_prompt_changelist"))
        prompt.refresh_from_db()
        self.assertEqual(prompt.question, "What warm thing could you write?")
        self.assertEqual(set(prompt.signs.all()), signs)

    def test_a_title_over_40_or_a_question_over_160_is_refused(self) -> None:
        prompt = Prompt.objects.get(slug="talk-door-open")

        for field, length in (("title", 41), ("question", 161)):
            with self.subTest(field=field):
                response = self.change(prompt, **{field: "x" * length})
                form = response.context["adminform"].form
                self.assertEqual(list(form.errors), [field])

    def test_contact_without_hiding_is_refused_in_a_sentence(self) -> None:
        prompt = Prompt.objects.get(slug="talk-door-open")
        form = posted(self.client.get(self.page(prompt)))
        del form["hide_if_unsafe"]

        response = self.client.post(self.page(prompt), form)

        self.assertContains(response, "tick both.")

    def test_a_slug_and_a_code_stay_as_they_are(self) -> None:
        sign = Sign.objects.get(slug="distance")

        self.change(sign, slug="other", code="zzz", name="Further apart")

        again = Sign.objects.get(pk=sign.pk)
        self.assertEqual(
            (again.slug, again.code, again.name), ("distance", sign.code, "Further apart")
        )

    def test_every_page_can_be_saved_as_it_is(self) -> None:
        for row in (
            Fear.objects.get(slug="trust-hard"),
            Strategy.objects.get(slug="talk-about-it"),
            Leaning.objects.get(slug="secure"),
            Feeling.objects.get(slug="calm"),
            HelpLine.objects.get(slug="us-988"),
            Weight.objects.all()[0],
        ):
            with self.subTest(row=row):
                self.assertEqual(self.change(row).status_code, 302)

    def test_a_new_sign_gets_a_code(self) -> None:
        response = self.client.post(
            reverse("admin:guidance_sign_add"),
            {
                "name": "Waiting up",
                "slug": "waiting-up",
                "summary": "One of you stayed awake.",
                "about": "…",
                "me": "I waited",
                "them": "They waited",
                "kind": "warmth",
                "safety_check": "none",
                "order": 20,
            },
        )

        self.assertRedirects(response, reverse("admin:guidance_sign_changelist"))
        sign = Sign.objects.get(slug="waiting-up")
        self.assertEqual(self.client.get(sign.get_absolute_url()).status_code, 200)

    def test_an_editor_adds_a_feeling_and_rewords_one(self) -> None:
        added = self.client.post(
            reverse("admin:guidance_feeling_add"), {"name": "shy", "slug": "shy", "order": 20}
        )
        self.change(Feeling.objects.get(slug="calm"), name="at ease", slug="other")

        self.assertRedirects(added, reverse("admin:guidance_feeling_changelist"))
        self.assertEqual(
            list(Feeling.objects.filter(slug__in=("calm", "shy")).values_list("slug", "name")),
            [("calm", "at ease"), ("shy", "shy")],
        )

    def test_order_is_set_in_the_list(self) -> None:
        url = reverse("admin:guidance_leaning_changelist")
        rows = list(Leaning.objects.all())
        form = {"form-TOTAL_FORMS": 3, "form-INITIAL_FORMS": 3, "_save": "Save"}
        for place, row in enumerate(rows):
            form |= {f"form-{place}-id": row.pk, f"form-{place}-order": 9 - place}

        self.client.post(url, form)

        self.assertEqual(list(Leaning.objects.all()), rows[::-1])

    def test_view_on_site_leads_to_the_guide(self) -> None:
        prompt = Prompt.objects.get(slug="talk-door-open")
        strategy = Strategy.objects.get(slug="talk-about-it")
        for row in (prompt, strategy):
            with self.subTest(row=row):
                self.assertContains(
                    self.client.get(self.page(row)), f'href="/guide/{strategy.code}/"'
                )


class RetiringTests(DeskTestCase):
    def test_an_editor_retires_and_brings_back(self) -> None:
        prompt = Prompt.objects.get(slug="talk-door-open")

        retired = self.act("prompt", "retire", prompt)
        self.assertContains(retired, "1 row retired. Old pages keep what they show.")
        self.assertEqual(list(Prompt.objects.retired()), [prompt])

        self.act("prompt", "bring_back", prompt)
        self.assertEqual(list(Prompt.objects.retired()), [])

    def test_the_list_narrows_to_what_is_retired(self) -> None:
        prompt = Prompt.objects.get(slug="talk-door-open")
        prompt.retire()
        url = reverse("admin:guidance_prompt_changelist")

        for shelf, count in (("retired", 1), ("offered", 99)):
            with self.subTest(shelf=shelf):
                response = self.client.get(url, {"shelf": shelf})
                self.assertEqual(response.context["cl"].result_count, count)

    def test_a_behaviour_is_retired_by_a_tick_and_keeps_its_slug(self) -> None:
        fear = Fear.objects.get(slug="trust-hard")
        behaviour = fear.behaviours.get(slug="jealousy")
        place = list(fear.behaviours.all()).index(behaviour)

        self.change(
            fear, **{f"behaviours-{place}-retired": "on", f"behaviours-{place}-slug": "other"}
        )

        self.assertEqual(list(Behaviour.objects.retired()), [behaviour])
        behaviour.refresh_from_db()
        self.assertEqual(behaviour.slug, "jealousy")


class HelpLineDeskTests(DeskTestCase):
    def test_the_list_narrows_to_a_country_that_has_lines(self) -> None:
        url = reverse("admin:guidance_helpline_changelist")

        response = self.client.get(url, {"country": "GB"})

        self.assertEqual(response.context["cl"].result_count, 4)
        self.assertContains(response, "New Zealand")
        self.assertNotContains(response, "Afghanistan")

    def test_a_line_is_published_only_once_it_was_checked(self) -> None:
        line = HelpLine.objects.get(slug="gb-samaritans")

        refused = self.act("helpline", "publish", line)
        self.assertContains(refused, "1 line not published: check number, hours and address")

        self.act("helpline", "verify", line)
        self.act("helpline", "publish", line)
        line.refresh_from_db()
        self.assertEqual(line.verified_by, "edith@example.org")
        self.assertContains(self.client.get(reverse("help")), line.name)

        self.act("helpline", "unpublish", line)
        self.assertNotContains(self.client.get(reverse("help")), line.name)

    def test_a_published_line_keeps_saying_who_checked_it(self) -> None:
        line = HelpLine.objects.get(slug="us-988")
        self.act("helpline", "verify", line)
        self.act("helpline", "publish", line)

        response = self.change(line, verified_by="")

        self.assertContains(response, "say when it was checked and by whom")

    def test_a_day_to_come_is_refused(self) -> None:
        line = HelpLine.objects.get(slug="us-988")

        response = self.change(line, last_verified_on="2999-01-01", verified_by="Edith")

        self.assertContains(response, "That day has not come yet.")
