"""Who may open the desk, and how a row is found there."""

from django.contrib import admin
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from guidance.models import Behaviour, Fear, Feeling, HelpLine, Leaning, Prompt, Sign, Strategy
from tests.base import make_superuser, make_user
from tests.guidance.admin.desk_case import DeskTestCase

NOUNS = (
    "sign",
    "fear",
    "behaviour",
    "strategy",
    "action",
    "prompt",
    "feeling",
    "leaning",
    "helpline",
)


class WhoMayTests(DeskTestCase):
    def test_an_editor_opens_every_list_page_order_and_history(self) -> None:
        for noun in NOUNS:
            with self.subTest(noun=noun):
                url = reverse(f"admin:guidance_{noun}_changelist")
                listed = self.client.get(url)
                self.assertEqual(listed.status_code, 200)
                row = listed.context["cl"].result_list[0]
                pages = [
                    self.page(row),
                    reverse(f"admin:guidance_{noun}_add"),
                    reverse(f"admin:guidance_{noun}_order"),
                    reverse(f"admin:guidance_{noun}_history", args=[row.pk]),
                ]
                for page in pages:
                    self.assertEqual(self.client.get(page).status_code, 200, page)

    def test_an_editor_sees_nothing_but_guidance(self) -> None:
        response = self.client.get(reverse("admin:index"))

        self.assertEqual([app["app_label"] for app in response.context["app_list"]], ["guidance"])
        self.assertContains(response, "<h1>The editor’s desk</h1>")
        self.assertNotContains(response, "Accounts")

    def test_an_editor_cannot_see_accounts(self) -> None:
        others = [one for one in admin.site._registry if one._meta.app_label != "guidance"]
        self.assertNotEqual(others, [])
        for model in others:
            with self.subTest(model=model.__name__):
                url = reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist")
                self.assertEqual(self.client.get(url).status_code, 403)

    def test_nobody_deletes_not_even_a_superuser(self) -> None:
        rosa = make_superuser()
        for user in (self.edith, rosa):
            self.client.force_login(user)
            for model in (Behaviour, Fear, Feeling, HelpLine, Leaning, Prompt, Sign, Strategy):
                row = model._default_manager.first()
                assert row is not None
                url = reverse(f"admin:guidance_{model._meta.model_name}_delete", args=[row.pk])
                with self.subTest(user=user.email, model=model.__name__):
                    self.assertEqual(self.client.post(url, {"post": "yes"}).status_code, 403)
                    self.assertEqual(model._default_manager.filter(pk=row.pk).count(), 1)

    def test_who_may_only_look_changes_nothing(self) -> None:
        self.edith.groups.clear()
        self.edith.user_permissions.set(Permission.objects.filter(codename="view_prompt"))
        prompt = Prompt.objects.get(slug="talk-door-open")
        form = self.open(prompt)

        sent = self.client.post(self.page(prompt), form | {"title": "Other", "_publish": "1"})
        retired = self.client.post(self.page(prompt), {"_retire": "1"})
        ordered = self.client.get(reverse("admin:guidance_prompt_order"))
        added = self.client.get(reverse("admin:guidance_prompt_add"))

        self.assertEqual(
            [one.status_code for one in (sent, retired, ordered, added)], [403, 403, 403, 403]
        )
        self.assertNotContains(self.client.get(self.page(prompt)), "Publish now")
        prompt.refresh_from_db()
        self.assertEqual((prompt.title == "Other", prompt.retired_at), (False, None))

    def test_a_writer_is_turned_away(self) -> None:
        self.client.force_login(make_user("ada"))

        response = self.client.get(reverse("admin:guidance_prompt_changelist"), follow=True)

        self.assertEqual(response.status_code, 403)

    def test_a_visitor_signs_in_through_the_same_door_as_everybody(self) -> None:
        response = Client().get(reverse("admin:login"))

        self.assertRedirects(
            response, "/accounts/login/?next=/admin/login/", fetch_redirect_response=False
        )

    def test_a_row_that_is_not_there_leads_to_the_front_page(self) -> None:
        for pk in ("999999", "one"):
            with self.subTest(pk=pk):
                url = reverse("admin:guidance_prompt_change", args=[pk])
                self.assertRedirects(self.client.get(url), "/admin/")


class FindingTests(DeskTestCase):
    def found(self, noun: str = "prompt", **sought: str) -> set[str]:
        listed = self.client.get(reverse(f"admin:guidance_{noun}_changelist"), sought)
        return {row.slug for row in listed.context["cl"].result_list}

    def test_any_word_of_any_text_finds_a_row(self) -> None:
        prompt = Prompt.objects.get(slug="talk-door-open")
        texts = {
            "title": "Zebra",
            "question": "What zebra?",
            "hints": "a zebra\nb",
            "technique": "zebra",
        }
        for name, text in texts.items():
            Prompt.objects.filter(pk=prompt.pk).update(**{name: text})
            with self.subTest(field=name):
                self.assertEqual(self.found(q="zeBRA"), {"talk-door-open"})
            Prompt.objects.filter(pk=prompt.pk).update(**{name: getattr(prompt, name)})

    def test_all_words_have_to_be_there(self) -> None:
        Prompt.objects.filter(slug="talk-door-open").update(title="Zebra one", hints="crossing")
        Prompt.objects.filter(slug="notice-one-moment").update(title="Zebra two")

        self.assertEqual(self.found(q="zebra"), {"talk-door-open", "notice-one-moment"})
        self.assertEqual(self.found(q="zebra crossing"), {"talk-door-open"})

    def test_either_apostrophe_finds_the_other(self) -> None:
        Prompt.objects.filter(slug="talk-door-open").update(title="Zebra’s day")
        Prompt.objects.filter(slug="notice-one-moment").update(title="Zebra's night")

        for word in ("zebra's", "zebra’s"):
            with self.subTest(word=word):
                self.assertEqual(self.found(q=word), {"talk-door-open", "notice-one-moment"})

    def test_a_list_narrows_by_field_by_shelf_and_by_yes_or_no(self) -> None:
        talk = set(
            Prompt.objects.filter(strategy__slug="talk-about-it").values_list("slug", flat=True)
        )
        long = set(Prompt.objects.filter(depth="10-minute").values_list("slug", flat=True))
        contact = set(Prompt.objects.filter(contact=True).values_list("slug", flat=True))

        self.assertEqual(self.found(strategy="talk-about-it"), talk)
        self.assertEqual(self.found(depth="10-minute"), long)
        self.assertEqual(self.found(contact="yes"), contact)
        self.assertEqual(self.found(strategy="talk-about-it", contact="yes"), talk & contact)
        self.assertTrue(all([talk, long, contact, talk & contact, talk - contact]))

    def test_what_is_no_choice_narrows_nothing(self) -> None:
        listed = self.client.get(
            reverse("admin:guidance_prompt_changelist"), {"strategy": "nothing", "state": "x"}
        )

        self.assertEqual(listed.context["cl"].result_count, 100)

    def test_a_list_says_whether_it_shows_all(self) -> None:
        url = reverse("admin:guidance_prompt_changelist")
        for sought, narrowed in (
            ({"q": "", "state": "", "depth": ""}, False),
            ({"q": "door"}, True),
            ({"depth": "action"}, True),
            ({"slug__in": "talk-door-open,slow-door-ajar"}, True),
        ):
            with self.subTest(sought=sought):
                listed = self.client.get(url, sought)
                self.assertIs("Show all</a>" in listed.content.decode(), narrowed)

    def test_a_list_narrows_by_where_rows_stand(self) -> None:
        draft, dated, retired = Prompt.objects.all()[:3]
        self.change(draft, "_draft", title="Drafted")
        self.change(dated, "_publish_on", title="Dated", publish_day="2999-01-01")
        retired.retire()

        self.assertEqual(self.found(state="draft"), {draft.slug})
        self.assertEqual(self.found(state="waiting"), {dated.slug})
        self.assertEqual(self.found(state="retired"), {retired.slug})
        listed = self.client.get(
            reverse("admin:guidance_prompt_changelist"), {"state": "published"}
        )
        self.assertEqual(listed.context["cl"].result_count, 99)

    def test_each_row_says_where_it_stands(self) -> None:
        draft, dated, retired, plain = Prompt.objects.all()[:4]
        self.change(draft, "_draft", title="Drafted")
        self.change(dated, "_publish_on", title="Dated", publish_day="2999-12-03")
        retired.retire()

        listed = self.client.get(reverse("admin:guidance_prompt_changelist"))

        states = {line.pk: line.state for line in listed.context["lines"]}
        self.assertEqual(states[draft.pk], ("draft", "Published · Draft"))
        self.assertEqual(states[dated.pk], ("waiting", "Published · Waiting for 3 Dec 2999"))
        self.assertEqual(states[retired.pk], ("retired", "Retired"))
        self.assertEqual(states[plain.pk], ("published", "Published"))

    def test_a_list_costs_as_many_queries_for_many_rows_as_for_few(self) -> None:
        url = reverse("admin:guidance_prompt_changelist")
        self.client.get(url)
        with self.assertNumQueries(11):
            self.client.get(url, {"q": "notice-one-moment"})
        with self.assertNumQueries(11):
            self.client.get(url)

    def test_the_way_back_to_a_narrowed_list_is_kept(self) -> None:
        listed = self.client.get(reverse("admin:guidance_prompt_changelist"), {"depth": "2-minute"})

        page = self.client.get(self.page(Prompt.objects.all()[0]) + listed.context["kept"])

        self.assertEqual(page.context["list_url"], "/admin/guidance/prompt/?depth=2-minute")


def _slugs(**fields: object) -> set[str]:
    return set(Prompt.objects.filter(**fields).values_list("slug", flat=True))
