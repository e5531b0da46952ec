"""HTML put together in Python: what goes into it is escaped, once."""

from django.template import Context, Template
from django.test import SimpleTestCase
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.translation import gettext_lazy

from config.markup import fill, fill_each, joined

ODD = "<b>\"Tom\" & 'Kim'</b> {{ x }} {} %s ✓"
VALUES = (ODD, "", 0, -3, 2.5, True, None, gettext_lazy("Password"), format_html("<i>{}</i>", ODD))


class MarkupTests(SimpleTestCase):
    def test_it_is_what_django_makes_of_the_same_values(self) -> None:
        for value in VALUES:
            with self.subTest(value=value):
                self.assertEqual(fill("<p>{}</p>", value), format_html("<p>{}</p>", value))
                self.assertEqual(fill("<p>{a}</p>", a=value), format_html("<p>{a}</p>", a=value))
        rows = [(one, ODD) for one in VALUES]
        self.assertEqual(fill_each("<p>{}{}</p>", rows), format_html_join("", "<p>{}{}</p>", rows))
        self.assertEqual(
            joined(VALUES, "<br>"), format_html_join("<br>", "{}", ((one,) for one in VALUES))
        )

    def test_what_was_made_is_not_escaped_again_here_or_in_a_template(self) -> None:
        made = fill("<p>{}</p>", "&")

        self.assertEqual(fill("<div>{}</div>", made), "<div><p>&amp;</p></div>")
        self.assertEqual(joined([made, "&"]), "<p>&amp;</p>&amp;")
        self.assertEqual(conditional_escape(made), "<p>&amp;</p>")
        drawn = Template("{{ made }}{{ other }}").render(Context({"made": made, "other": "<"}))
        self.assertEqual(drawn, "<p>&amp;</p>&lt;")

    def test_a_text_added_to_it_makes_a_text_again(self) -> None:
        added = fill("<p>{}</p>", "&") + "<script>"

        self.assertEqual(fill("{}", added), "&lt;p&gt;&amp;amp;&lt;/p&gt;&lt;script&gt;")
