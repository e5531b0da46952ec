"""Each reader gives a value, or a sentence that names the variable."""

from pathlib import Path
from unittest import TestCase

from django.core.exceptions import ImproperlyConfigured

from config import env


class TextTests(TestCase):
    def test_spaces_around_a_value_go(self) -> None:
        self.assertEqual(env.text("A", environ={"A": " b "}), "b")

    def test_empty_counts_as_unset(self) -> None:
        self.assertEqual(env.text("A", "default", environ={"A": "  "}), "default")
        self.assertEqual(env.text("A", "default", environ={}), "default")


class FlagTests(TestCase):
    def test_yes_and_no_have_several_words(self) -> None:
        for value, meant in {
            "1": True,
            "Yes": True,
            "on": True,
            "0": False,
            "False": False,
        }.items():
            with self.subTest(value):
                self.assertIs(env.flag("A", not meant, environ={"A": value}), meant)

    def test_unset_gives_the_default(self) -> None:
        self.assertIs(env.flag("A", True, environ={}), True)
        self.assertIs(env.flag("A", environ={}), False)

    def test_anything_else_is_named_in_a_sentence(self) -> None:
        with self.assertRaisesRegex(ImproperlyConfigured, "AJAR_TLS is 'perhaps': write 1"):
            env.flag("AJAR_TLS", environ={"AJAR_TLS": "perhaps"})


class NumberTests(TestCase):
    def test_a_whole_number_is_read(self) -> None:
        self.assertEqual(env.number("A", 1, environ={"A": "12"}), 12)
        self.assertEqual(env.number("A", 1, environ={}), 1)

    def test_anything_else_is_named_in_a_sentence(self) -> None:
        for value in ("-1", "1.5", "many", "²"):
            with self.subTest(value), self.assertRaisesRegex(ImproperlyConfigured, "A is "):
                env.number("A", 1, environ={"A": value})


class WordsTests(TestCase):
    def test_commas_part_words_and_empty_ones_go(self) -> None:
        self.assertEqual(env.words("A", [], environ={"A": "a.example, ,b.example,"}), [
            "a.example",
            "b.example",
        ])  # fmt: skip

    def test_nothing_gives_the_default(self) -> None:
        self.assertEqual(env.words("A", ["localhost"], environ={"A": " , "}), ["localhost"])


class FolderTests(TestCase):
    def test_a_path_becomes_absolute(self) -> None:
        self.assertEqual(env.folder("A", Path("x"), environ={"A": "y"}), Path.cwd() / "y")

    def test_unset_gives_the_default(self) -> None:
        self.assertEqual(env.folder("A", Path("/x"), environ={}), Path("/x"))


class ContactTests(TestCase):
    def test_a_mail_address_becomes_one_that_a_browser_knows(self) -> None:
        for value, meant in {
            "security@example.org": "mailto:security@example.org",
            "mailto:security@example.org": "mailto:security@example.org",
            "https://example.org/report": "https://example.org/report",
            "": "",
        }.items():
            with self.subTest(value):
                self.assertEqual(env.contact("A", environ={"A": value}), meant)

    def test_anything_else_is_named_in_a_sentence(self) -> None:
        for value in ("me", "http://example.org/", "a@b.c\nExpires: never", "https:// x"):
            with self.subTest(value), self.assertRaisesRegex(ImproperlyConfigured, "A is "):
                env.contact("A", environ={"A": value})


class MailTests(TestCase):
    def test_without_a_server_messages_go_to_the_console(self) -> None:
        self.assertEqual(
            env.mail("EMAIL_URL", environ={}),
            {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"},
        )

    def test_the_address_says_everything(self) -> None:
        url = "smtp+tls://ada%40example.org:p%2Fw@mail.example.org?from=journal@example.org"

        self.assertEqual(
            env.mail("EMAIL_URL", environ={"EMAIL_URL": url}),
            {
                "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
                "EMAIL_HOST": "mail.example.org",
                "EMAIL_PORT": 587,
                "EMAIL_HOST_USER": "ada@example.org",
                "EMAIL_HOST_PASSWORD": "p/w",
                "EMAIL_USE_TLS": True,
                "EMAIL_USE_SSL": False,
                "DEFAULT_FROM_EMAIL": "journal@example.org",
            },
        )

    def test_each_scheme_has_its_port_and_kind(self) -> None:
        for url, expected in {
            "smtp://mail": (25, False, False),
            "smtps://mail": (465, False, True),
            "smtp+tls://mail": (587, True, False),
            "smtps://mail:2465": (2465, False, True),
        }.items():
            with self.subTest(url):
                found = env.mail("EMAIL_URL", environ={"EMAIL_URL": url})
                self.assertEqual(
                    (found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]), expected
                )

    def test_another_scheme_is_refused_without_showing_the_password(self) -> None:
        with self.assertRaises(ImproperlyConfigured) as caught:
            env.mail("EMAIL_URL", environ={"EMAIL_URL": "http://ada:secret@mail"})

        self.assertEqual(
            str(caught.exception),
            "EMAIL_URL must look like smtp+tls://user:password@mail.example.org:587"
            " (or smtps://, or smtp:// without TLS).",
        )
