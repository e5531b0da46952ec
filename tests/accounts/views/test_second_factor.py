"""Setting the second factor up, signing in with it, spare codes, and taking it away."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import django.test
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.test import override_settings

from accounts.code_forms import FirstCodeForm
from accounts.models import User
from tests.base import (
    PASSWORD,
    TestCase,
    code_now,
    make_editor,
    make_user,
    set_up_second_factor,
)

INDEX, SET_UP = "/accounts/2fa/", "/accounts/2fa/totp/activate/"
TAKE_AWAY, SPARE = "/accounts/2fa/totp/deactivate/", "/accounts/2fa/recovery-codes/"
FILE, NEW_SPARE = f"{SPARE}download/", f"{SPARE}generate/"
SIGN_IN_CODE, CODE_AGAIN = "/accounts/2fa/authenticate/", "/accounts/2fa/reauthenticate/"
LOGIN, AGAIN = "/accounts/login/", "/accounts/reauthenticate/"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
_SECRET = re.compile(r'<code translate="no">([A-Z2-7 ]{39})</code>')
_SPARE_CODE = re.compile(r"<li><code>(\d{4} \d{4})</code></li>")


def spare_codes_in(response: Any) -> list[str]:
    """Return the spare codes that a screen shows."""
    return _SPARE_CODE.findall(response.content.decode())


class OtherTapFirst(FirstCodeForm):
    """The form of a second tap, while the first is being kept."""

    def clean_code(self) -> str:
        code = super().clean_code()
        TOTP.activate(self.user, self.secret)
        return code


class FactorCase(TestCase):
    """It is noon until the test says otherwise. Django's own client, which skips no step."""

    client_class = django.test.Client

    def setUp(self) -> None:
        clock = time_machine.travel(NOON, tick=False)
        self.now = clock.start()
        self.addCleanup(clock.stop)
        self.ada = make_user("ada")

    def later(self, **by: int) -> None:
        """Let time pass."""
        self.now.shift(timedelta(**by))

    def give_password(self, then: str) -> Any:
        """Give the password again, as the way to a screen asks."""
        return self.client.post(f"{AGAIN}?next={then}", {"password": PASSWORD})

    def begin(self) -> str:
        """Come to the screen with the secret, and return the secret."""
        self.assertRedirects(self.client.get(SET_UP), f"{AGAIN}?next={SET_UP}")
        self.assertRedirects(self.give_password(SET_UP), SET_UP, fetch_redirect_response=False)
        return self.secret_on(self.client.get(SET_UP))

    def secret_on(self, response: Any) -> str:
        """Return the secret that a screen shows for typing."""
        found = _SECRET.search(response.content.decode())
        assert found, "No secret is shown."
        return found[1].replace(" ", "")

    def knock(self, **form: str) -> Any:
        """Give address and password at the front door."""
        typed = {"login": "ada@example.org", "password": PASSWORD}
        return self.client.post(LOGIN, typed | form)

    def is_in(self) -> bool:
        """Whether the client is signed in."""
        return "_auth_user_id" in self.client.session


class SetUpTests(FactorCase):
    def setUp(self) -> None:
        super().setUp()
        self.client.force_login(self.ada)

    def test_a_writer_sets_it_up_from_the_settings_and_is_shown_spare_codes_once(self) -> None:
        self.assertContains(self.client.get("/settings/"), f'href="{INDEX}"')
        self.assertContains(self.client.get(INDEX), f'href="{SET_UP}"')
        secret = self.begin()

        done = self.client.post(SET_UP, {"code": code_now(secret)}, follow=True)

        self.assertEqual(done.redirect_chain, [(SPARE, 302)])
        codes = spare_codes_in(done)
        self.assertEqual((len(codes), len(set(codes))), (10, 10))
        self.assertContains(self.client.get(INDEX), "You have 10 of 10 left.")

    def test_a_wrong_first_code_keeps_the_secret_that_the_app_was_told(self) -> None:
        secret = self.begin()

        wrong = self.client.post(SET_UP, {"code": code_now(secret, steps=5)})

        self.assertContains(wrong, "This code does not fit.")
        self.assertEqual(self.secret_on(wrong), secret)
        self.assertRedirects(self.client.post(SET_UP, {"code": code_now(secret)}), SPARE)

    def test_a_new_look_at_the_screen_offers_a_new_secret(self) -> None:
        first = self.begin()

        second = self.secret_on(self.client.get(SET_UP))

        self.assertNotEqual(first, second)
        self.client.post(SET_UP, {"code": code_now(first)})
        self.assertEqual(Authenticator.objects.count(), 0)

    def test_the_picture_holds_the_secret_on_white_and_needs_no_other_host(self) -> None:
        self.begin()
        page = self.client.get(SET_UP).content.decode()

        self.assertIn('<img src="data:image/svg+xml;base64,', page)
        self.assertNotIn("http", page[page.index("<main") : page.index("</main>")])

    def test_someone_slow_gives_the_password_again_and_loses_no_secret(self) -> None:
        secret = self.begin()
        self.later(minutes=6)

        late = self.client.post(SET_UP, {"code": "123456"})
        self.assertRedirects(late, f"{AGAIN}?next={SET_UP}")
        self.assertNotIn("123456", str(dict(self.client.session)))
        self.give_password(SET_UP)

        self.assertEqual(self.secret_on(self.client.get(SET_UP)), secret)
        self.assertRedirects(self.client.post(SET_UP, {"code": code_now(secret)}), SPARE)

    def test_a_second_tap_leads_on_and_makes_no_second_one(self) -> None:
        code = code_now(self.begin())
        self.client.post(SET_UP, {"code": code})

        self.assertRedirects(self.client.post(SET_UP, {"code": code}), INDEX)
        self.assertEqual(Authenticator.objects.count(), 2)
        self.assertContains(self.client.get(INDEX), "You have not seen yours yet.")

    @override_settings(MFA_FORMS={"activate_totp": f"{__name__}.OtherTapFirst"})
    def test_two_taps_at_the_same_moment_make_one(self) -> None:
        code = code_now(self.begin())

        self.assertRedirects(self.client.post(SET_UP, {"code": code}), INDEX)
        self.assertEqual(Authenticator.objects.filter(type="totp").count(), 1)

    def test_whoever_came_in_with_the_password_alone_is_signed_out_and_others_stay(self) -> None:
        thief, mallory = self.client_class(), self.client_class()
        thief.force_login(self.ada)
        mallory.force_login(make_user("mallory"))
        code = code_now(self.begin())
        before = self.client.session.session_key

        self.client.post(SET_UP, {"code": code})

        self.assertEqual(thief.get("/settings/").status_code, 302)
        self.assertEqual(mallory.get("/settings/").status_code, 200)
        self.assertEqual(self.client.get("/settings/").status_code, 200)
        self.assertNotEqual(self.client.session.session_key, before)

    def test_every_screen_asks_a_visitor_to_sign_in(self) -> None:
        self.client.logout()
        for screen in (INDEX, SET_UP, TAKE_AWAY, SPARE, FILE, NEW_SPARE, CODE_AGAIN):
            with self.subTest(screen=screen):
                self.assertRedirects(
                    self.client.get(screen), f"{LOGIN}?next={screen}", fetch_redirect_response=False
                )
        self.assertRedirects(self.client.get(SIGN_IN_CODE), LOGIN)


class SignInTests(FactorCase):
    def setUp(self) -> None:
        super().setUp()
        self.secret = set_up_second_factor(self.ada)

    def test_a_password_alone_opens_nothing(self) -> None:
        self.assertRedirects(self.knock(), SIGN_IN_CODE)

        self.assertFalse(self.is_in())
        self.assertRedirects(
            self.client.get("/today/"), f"{LOGIN}?next=/today/", fetch_redirect_response=False
        )

    def test_the_code_opens_and_leads_where_one_was_going(self) -> None:
        self.knock(next="/patterns/")

        answer = self.client.post(SIGN_IN_CODE, {"code": code_now(self.secret)})

        self.assertRedirects(answer, "/patterns/", fetch_redirect_response=False)
        self.assertTrue(self.is_in())

    def test_the_code_before_and_the_one_after_open_too_and_no_other(self) -> None:
        for steps, opens in ((-2, False), (2, False), (-1, True), (1, True)):
            with self.subTest(steps=steps):
                self.client.logout()
                self.knock()
                self.client.post(SIGN_IN_CODE, {"code": code_now(self.secret, steps=steps)})
                self.assertEqual(self.is_in(), opens)

    def test_a_code_opens_once_for_as_long_as_it_counts(self) -> None:
        code = code_now(self.secret, steps=1)
        self.knock()
        self.client.post(SIGN_IN_CODE, {"code": code})
        for seconds in (1, 30, 28):
            self.client.logout()
            self.later(seconds=seconds)
            self.knock()
            spied = self.client.post(SIGN_IN_CODE, {"code": f" {code[:3]} {code[3:]}"})
            with self.subTest(after=seconds):
                self.assertEqual(spied.status_code, 200)
                self.assertFalse(self.is_in())

    def test_the_first_code_is_used_up_by_setting_up(self) -> None:
        Authenticator.objects.all().delete()
        self.client.force_login(self.ada)
        code = code_now(self.begin())
        self.client.post(SET_UP, {"code": code})
        self.client.logout()
        self.knock()

        answer = self.client.post(SIGN_IN_CODE, {"code": code})

        self.assertContains(answer, "This code was used a moment ago.")
        self.assertFalse(self.is_in())

    def test_a_wrong_or_empty_code_is_said_beside_the_field(self) -> None:
        self.knock()
        for code, sentence in (
            ("000000", "This code does not fit."),
            ("", "Please fill in the code."),
            ("sechs · 六", "This code does not fit."),
        ):
            with self.subTest(code=code):
                answer = self.client.post(SIGN_IN_CODE, {"code": code})
                self.assertContains(answer, sentence)
                self.assertFalse(self.is_in())

    def test_an_answer_of_a_security_key_is_no_code(self) -> None:
        self.knock()

        answer = self.client.post(SIGN_IN_CODE, {"credential": '{"id": "x"}'})

        self.assertContains(answer, "Please fill in the code.")
        self.assertFalse(self.is_in())

    def test_another_accounts_code_opens_nothing(self) -> None:
        other = set_up_second_factor(make_user("mallory"))
        self.knock()

        self.client.post(SIGN_IN_CODE, {"code": code_now(other)})

        self.assertFalse(self.is_in())

    def test_someone_else_may_sign_in_instead(self) -> None:
        self.knock()

        self.client.post("/accounts/logout/", {"next": LOGIN})

        self.assertEqual(self.client.get(LOGIN).status_code, 200)
        self.assertNotIn("account_login", self.client.session)

    def test_leaving_quickly_ends_the_half_way_too(self) -> None:
        self.knock()

        self.client.post("/left/")

        self.client.post(SIGN_IN_CODE, {"code": code_now(self.secret)})
        self.assertFalse(self.is_in())

    def test_a_quarter_of_an_hour_later_the_password_is_asked_for_again(self) -> None:
        self.knock()
        self.later(minutes=16)

        answer = self.client.post(SIGN_IN_CODE, {"code": code_now(self.secret)})

        self.assertRedirects(answer, LOGIN)
        self.assertFalse(self.is_in())

    def test_a_new_password_by_mail_does_not_stand_for_the_code(self) -> None:
        self.client.post("/accounts/password/reset/", {"email": "ada@example.org"})
        link = re.findall(r"https?://testserver(\S+)", str(mail.outbox[-1].body))[0]
        form = self.client.get(link).headers["Location"]
        words = "a kettle on the stove"
        self.client.post(form, {"password1": words, "password2": words})

        self.assertRedirects(self.knock(password=words), SIGN_IN_CODE)
        self.assertFalse(self.is_in())


class SpareCodeTests(FactorCase):
    def setUp(self) -> None:
        super().setUp()
        self.client.force_login(self.ada)
        self.client.post(SET_UP, {"code": code_now(self.begin())})

    def test_they_are_shown_to_the_session_that_made_them_and_for_five_minutes(self) -> None:
        codes = spare_codes_in(self.client.get(SPARE))
        self.assertEqual(len(codes), 10)
        self.assertEqual(spare_codes_in(self.client.get(SPARE)), codes)

        self.later(seconds=299)
        self.give_password(SPARE)
        self.assertEqual(spare_codes_in(self.client.get(SPARE)), codes)
        self.later(seconds=1)
        late = self.client.get(SPARE)

        self.assertEqual(spare_codes_in(late), [])
        self.assertContains(late, "10 of them are left.")

    def test_another_session_does_not_see_them_even_with_the_password(self) -> None:
        codes = spare_codes_in(self.client.get(SPARE))
        self.client = django.test.Client()
        self.client.force_login(self.ada)
        self.give_password(SPARE)

        for screen in (SPARE, FILE, INDEX, NEW_SPARE):
            said = self.client.get(screen, follow=True).content.decode()
            with self.subTest(screen=screen):
                self.assertEqual([code for code in codes if code in said], [])

    def test_codes_that_another_session_made_are_not_shown_here(self) -> None:
        self.client.get(SPARE)
        elsewhere = self.client_class()
        elsewhere.force_login(self.ada)
        elsewhere.post(f"{AGAIN}?next={NEW_SPARE}", {"password": PASSWORD})
        self.assertEqual(len(spare_codes_in(elsewhere.post(NEW_SPARE, follow=True))), 10)

        self.assertEqual(spare_codes_in(self.client.get(SPARE)), [])

    def test_the_file_holds_the_codes_that_are_shown_and_says_not_what_for(self) -> None:
        codes = spare_codes_in(self.client.get(SPARE))

        file = self.client.get(FILE)

        self.assertEqual(file.headers["Content-Type"], "text/plain")
        self.assertEqual(
            file.headers["Content-Disposition"], 'attachment; filename="spare-codes.txt"'
        )
        self.assertIn("no-store", file.headers["Cache-Control"])
        self.assertEqual(re.findall(r"^\d{4} \d{4}$", file.content.decode(), re.M), codes)
        self.assertNotIn("ajar", file.content.decode().lower())

    def test_each_signs_in_once_with_or_without_its_gap(self) -> None:
        first, second, *_ = spare_codes_in(self.client.get(SPARE))
        for code, opens in ((first, True), (first, False), (second.replace(" ", ""), True)):
            self.client.logout()
            self.later(minutes=2)
            self.knock()
            self.client.post(SIGN_IN_CODE, {"code": code})
            with self.subTest(code=code):
                self.assertEqual(self.is_in(), opens)
        self.assertContains(self.client.get(INDEX), "You have 8 of 10 left.")

    def test_new_ones_take_the_place_of_the_old_ones(self) -> None:
        old = spare_codes_in(self.client.get(SPARE))

        self.assertContains(self.client.get(NEW_SPARE), "The 10 you have left no longer count.")
        new = spare_codes_in(self.client.post(NEW_SPARE, follow=True))

        self.assertEqual((len(new), set(new) & set(old)), (10, set()))
        self.client.logout()
        self.knock()
        self.client.post(SIGN_IN_CODE, {"code": old[0]})
        self.assertFalse(self.is_in())

    def test_without_an_app_there_are_none(self) -> None:
        Authenticator.objects.all().delete()
        self.later(seconds=1)

        self.assertEqual(self.client.get(SPARE).status_code, 404)
        self.assertContains(self.client.post(NEW_SPARE), "Spare codes come with an app.")


class TakeAwayTests(FactorCase):
    def setUp(self) -> None:
        super().setUp()
        self.secret = set_up_second_factor(self.ada)
        self.knock()
        self.client.post(SIGN_IN_CODE, {"code": code_now(self.secret)})

    def test_it_takes_the_password_again(self) -> None:
        self.assertRedirects(self.client.post(TAKE_AWAY), f"{AGAIN}?next={TAKE_AWAY}")
        self.assertEqual(Authenticator.objects.count(), 2)

        self.give_password(TAKE_AWAY)
        self.client.post(TAKE_AWAY)

        self.assertEqual(Authenticator.objects.count(), 0)
        self.client.logout()
        self.knock()
        self.assertTrue(self.is_in())

    def test_a_code_is_no_password(self) -> None:
        self.later(minutes=1)
        self.client.post(f"{CODE_AGAIN}?next={TAKE_AWAY}", {"code": code_now(self.secret)})

        self.assertRedirects(self.client.post(TAKE_AWAY), f"{AGAIN}?next={TAKE_AWAY}")
        self.assertEqual(Authenticator.objects.count(), 2)

    def test_a_second_tap_shows_where_things_stand(self) -> None:
        self.give_password(TAKE_AWAY)
        self.client.post(TAKE_AWAY)

        self.assertRedirects(self.client.post(TAKE_AWAY), INDEX)

    def test_nobody_takes_away_someone_elses(self) -> None:
        set_up_second_factor(make_user("mallory"))
        self.give_password(TAKE_AWAY)

        self.client.post(TAKE_AWAY, {"user": "mallory@example.org"})

        self.assertEqual(
            set(Authenticator.objects.values_list("user__email", flat=True)),
            {"mallory@example.org"},
        )

    def test_an_editor_is_told_what_it_costs(self) -> None:
        User.objects.update(is_staff=True)
        self.give_password(TAKE_AWAY)

        self.assertContains(self.client.get(TAKE_AWAY), "desk stays shut for you")


class AfterTheCommitTests(django.test.TransactionTestCase):
    """What is said once it is so. A test in a transaction of its own would never hear it."""

    @override_settings(ACCOUNT_EMAIL_NOTIFICATIONS=True)
    def test_the_owner_hears_of_every_change_by_mail_and_on_the_screen(self) -> None:
        ada = make_user("ada")
        EmailAddress.objects.create(user=ada, email=ada.email, primary=True, verified=True)
        self.client.force_login(ada)
        self.client.post(f"{AGAIN}?next={SET_UP}", {"password": PASSWORD})
        found = _SECRET.search(self.client.get(SET_UP).content.decode())
        assert found

        on = self.client.post(SET_UP, {"code": code_now(found[1].replace(" ", ""))}, follow=True)
        self.client.post(NEW_SPARE)
        off = self.client.post(TAKE_AWAY, follow=True)

        self.assertContains(
            on, "From now on, signing in takes a code. Everywhere else, you are signed out."
        )
        self.assertContains(off, "Signing in takes no code any more.")
        self.assertEqual(
            [one.subject for one in mail.outbox],
            [
                "Signing in to Ajar now takes a code",
                "New spare codes for Ajar",
                "Signing in to Ajar takes no code any more",
            ],
        )


class EditorTests(FactorCase):
    def test_the_whole_way_from_being_made_editor_to_the_desk(self) -> None:
        make_editor()
        self.client.post(LOGIN, {"login": "edith@example.org", "password": PASSWORD})

        told = self.client.get("/admin/", follow=True)
        self.assertEqual(told.redirect_chain, [(INDEX, 302)])
        self.assertContains(told, "The editor’s desk opens once this is set up.")
        done = self.client.post(SET_UP, {"code": code_now(self.begin())}, follow=True)

        self.assertContains(done, 'href="/admin/"')
        self.assertEqual(self.client.get("/admin/").status_code, 200)
