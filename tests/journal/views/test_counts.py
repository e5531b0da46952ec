"""The numbers of the pictures, each a link to its pages."""

from uuid import UUID

from django.test import SimpleTestCase

from journal.patterns import Number, Row, Table
from journal.patterns.drawing import Bar, stacked
from journal.patterns.together import Band, Disc, Drawing
from journal.views.counts import bars, count_rows, discs

BASE = "?span=12w&p=1"
AT = "?span=12w&amp;p=1&amp;n="
TWO = Number("2.a", (UUID(int=1), UUID(int=2)))
NONE = Number("2.b", ())


class CountTests(SimpleTestCase):
    def test_a_number_leads_to_its_pages_and_nought_leads_nowhere(self) -> None:
        said = Number("2.c", (UUID(int=1),), said="1 to 3")
        table = Table("Week", ("a", "b", "c", "d"), (Row("<1 Nov>", (TWO, NONE, None, said)),))

        self.assertEqual(
            count_rows(table, BASE),
            '<tr><th scope="row">&lt;1 Nov&gt;</th>'
            f'<td><a href="{AT}2.a">2</a></td><td>0</td><td></td>'
            f'<td><a href="{AT}2.c">1 to 3</a></td></tr>',
        )

    def test_a_bar_leads_to_its_pages_and_an_empty_one_is_a_track(self) -> None:
        full = Bar(name="M & N", number=TWO, of=4, width="50", kind="me", low="9", high="91")
        drawn = bars(stacked([full, Bar(name="O", number=NONE, of=4, width="0")]), BASE)

        self.assertEqual(
            drawn,
            f'<svg y="0"><a href="{AT}2.a" aria-label="M &amp; N: 2 of 4">'
            '<rect class="room" width="100%" height="44"/>'
            '<text class="name" y="15">M &amp; N</text>'
            '<text class="count" x="100%" y="15" text-anchor="end">2 of 4</text>'
            '<rect class="track" y="24" width="100%" height="10" rx="5"/>'
            '<rect class="bar me" y="24" width="50%" height="10" rx="5"/>'
            '<line class="line" x1="9%" x2="91%" y1="40" y2="40"/></a></svg>'
            '<svg y="50"><text class="name" y="15">O</text>'
            '<text class="count" x="100%" y="15" text-anchor="end">0 of 4</text>'
            '<rect class="track" y="24" width="100%" height="10" rx="5"/></svg>',
        )

    def test_a_disc_leads_to_its_pages(self) -> None:
        disc = Disc(at="50", radius="9", number=TWO, name="A with B")
        band = Band(name="A", top=30, label=45, middle=66, discs=(disc,))

        self.assertEqual(
            discs(Drawing(height=90, headings=(), bands=(band,)), BASE),
            '<line class="grid" x2="100%" y1="30" y2="30"/>'
            '<text class="name" y="45" aria-hidden="true">A</text>'
            f'<a href="{AT}2.a" aria-label="A with B: 2"><svg x="50%" y="66">'
            '<rect class="room" x="-28" y="-18" width="56" height="36"/>'
            '<circle class="lamp" cx="-12" r="9"/>'
            '<text class="name count" x="6" y="5">2</text></svg></a>',
        )
