"""The safety path, walked over the screens with the guide as shipped: twelve situations."""

from datetime import UTC, date, datetime, timedelta

import time_machine
from django.db.models import Q
from django.utils.html import escape

from guidance.models import HelpLine, Prompt
from guidance.wording import DIRECTORY, EMERGENCY
from journal.models import Entry
from journal.page import Page, PersonCard
from journal.views.writing import SAVED_WITH_CARE
from tests.journal.factories import make_person
from tests.journal.safety import (
    EVERY_WAY,
    NOT_ALONE,
    NOT_IN_DANGER,
    OF_NOTICING,
    SAFE_WAYS,
    SafetyTestCase,
)

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


class OpenTests(SafetyTestCase):
    def test_1_rude_words_from_them(self) -> None:
        sheet = self.bring("unkind-words:them", "distance:them")

        self.assertEqual(self.asks(), ["check_receiving"])
        self.assertContains(self.response, OF_NOTICING)
        self.assertEqual(self.ways(sheet), SAFE_WAYS)
        self.assertEqual(self.to_choose(sheet), EVERY_WAY)
        self.assertEqual(self.shows("yes_receiving", "urgent", "couples_note", "device_tip"), [])
        self.assertEqual(self.met(sheet, NOT_ALONE), [])

    def test_2_anger_that_the_writer_let_out(self) -> None:
        sheet = self.bring("anger-spill:me", "distance:me")

        self.assertEqual(self.asks(), ["check_pushing"])
        self.assertEqual(self.ways(sheet), SAFE_WAYS[::-1])
        self.assertEqual(sheet["answer-0-prompt"], Prompt.objects.get(opens_own_harm=True).slug)
        self.assertEqual(self.met(sheet, NOT_ALONE), [])

    def test_3_a_lack_of_respect_on_both_sides(self) -> None:
        sheet = self.bring("disrespect:me", "disrespect:them")

        self.assertEqual(self.asks(), ["check_receiving", "check_pushing"])
        self.assertEqual(self.ways(sheet), SAFE_WAYS)
        self.assertEqual(self.met(sheet, NOT_ALONE), [])

    def test_4_skip_leaves_the_question_open_and_keeps_nothing_from_being_saved(self) -> None:
        sheet = self.bring("disrespect:them", gate_receiving="skip")

        self.assertEqual(self.asks(), ["check_receiving"])
        self.assertEqual((self.ways(sheet), self.to_choose(sheet)), (SAFE_WAYS, EVERY_WAY))
        self.assertEqual(self.shows("yes_receiving"), [])
        self.assertEqual(self.met(sheet, NOT_ALONE), [])
        self.assertEqual(sheet.fill(text="A line.").send(self.client).status_code, 302)


class AnsweredTests(SafetyTestCase):
    def test_5_no_to_all_that_was_asked_is_as_on_any_page(self) -> None:
        sheet = self.bring(
            *("unkind-words:me", "unkind-words:them", "disrespect:me"),
            gate_receiving="no",
            gate_pushing="no",
        )

        self.assertContains(self.response, "Suggested because you noticed ")
        self.assertEqual(len(self.ways(sheet)), 3)
        self.assertEqual(self.to_choose(sheet), EVERY_WAY)
        # The other tests would not see a talk prompt if this one did not.
        self.assertGreater(len(self.met(sheet, NOT_ALONE)), 3)

    def test_6_yes_or_not_sure_shows_care_and_never_a_way_to_them(self) -> None:
        HelpLine.objects.verify(date.today(), by="Edith")
        HelpLine.objects.publish()
        for answer in ("yes", "unsure"):
            with self.subTest(answer=answer):
                sheet = self.bring("disrespect:them", "distance:them", gate_receiving=answer)

                care = ["yes_receiving", "urgent", "couples_note", "device_tip"]
                self.assertEqual(self.shows(*reversed(care)), care)
                self.assertEqual(self.lines(), {"abuse"})
                self.assertEqual((self.ways(sheet), self.to_choose(sheet)), (SAFE_WAYS, SAFE_WAYS))
                self.assertEqual(self.met(sheet, NOT_IN_DANGER), [])

    def test_7_a_yes_about_oneself_has_its_own_words_and_lines(self) -> None:
        HelpLine.objects.verify(date.today(), by="Edith")
        HelpLine.objects.publish()

        sheet = self.bring("anger-spill:me", gate_pushing="unsure")

        self.assertEqual(self.shows("yes_pushing", "yes_receiving", "urgent"), ["yes_pushing"])
        self.assertEqual(self.lines(), {"own-behaviour"})
        self.assertEqual(self.ways(sheet), SAFE_WAYS[::-1])
        self.assertEqual(self.met(sheet, NOT_IN_DANGER | Q(hide_if_own_harm=True)), [])

    def test_8_of_two_answers_the_stricter_hiding_holds(self) -> None:
        both = ("anger-spill:me", "anger-spill:them")

        mine = self.bring(*both, gate_receiving="no", gate_pushing="yes")
        self.assertEqual(self.ways(mine), SAFE_WAYS[::-1])
        self.assertEqual(self.met(mine, NOT_IN_DANGER | Q(hide_if_own_harm=True)), [])

        theirs = self.bring(*both, gate_receiving="yes", gate_pushing="no")
        self.assertEqual(self.ways(theirs), SAFE_WAYS)
        self.assertEqual(self.met(theirs, NOT_IN_DANGER), [])

    def test_9_nothing_of_it_is_kept_or_told_and_no_word_is_weighed(self) -> None:
        told = []
        for answer in ("no", "unsure", "yes", "skip", ""):
            sheet = self.bring("disrespect:them", gate_receiving=answer)
            saved = sheet.fill(text="He hit me.").send(self.client)
            shown = self.client.get(saved["Location"])
            told.append([str(message) for message in shown.context["messages"]])
            page = self.only_page()
            self.assertEqual(page, Page(text="He hit me.", signs={"disrespect": "them"}))
            self.assertNotIn("gate", str(dict(self.client.session)))
            Entry.objects.all().delete()
        self.assertEqual(told, [[SAVED_WITH_CARE]] * 5)

        # Nobody reads what is written: the same ticks bring the same, whatever the words.
        alarming = self.bring("distance:me", text="He hit me. I am afraid of him.")
        plain = self.bring("distance:me", text="We had tea.")
        self.assertEqual(alarming["answer-0-prompt"], plain["answer-0-prompt"])
        self.assertEqual(alarming.buttons, plain.buttons)


class PersonTests(SafetyTestCase):
    def test_10_of_a_former_partner_or_someone_who_died_only_what_is_short_and_ones_own(
        self,
    ) -> None:
        for kind in ("former-partner", "died"):
            with self.subTest(kind=kind):
                sheet = self.bring(
                    *("distance:them", "short-replies:me"),
                    person="new",
                    new_person="Robin",
                    new_person_kind=kind,
                )

                self.assertEqual(self.ways(sheet)[0], "self-compassion")
                self.assertEqual(self.asks(), [])
                self.assertEqual(self.met(sheet, Q(contact=True) | Q(minutes__gt=3)), [])

    def test_11_a_question_rests_for_seven_days_for_one_person_and_stays_open(self) -> None:
        sam, kim = (make_person(self.journal, name) for name in ("Sam", "Kim"))
        sam_again = {"person": str(sam.pk)}
        with time_machine.travel(NOON, tick=False) as clock:
            self.client.force_login(self.ada)
            for answer in ("yes", "skip", "no"):
                with self.subTest(answer=answer):
                    clock.shift(timedelta(days=8))
                    self.client.force_login(self.ada)
                    first = self.bring("disrespect:them", **sam_again)
                    self.assertEqual(self.asks(), ["check_receiving"])
                    first.fill(gate_receiving=answer, text="A line.").send(self.client)
                    sam.refresh_from_db()
                    self.assertEqual(
                        sam.read(self.journal.keyring),
                        PersonCard(
                            nickname="Sam",
                            kind="friend",
                            receiving_asked_at=datetime.now(UTC),
                        ),
                    )

                    clock.shift(timedelta(days=6))
                    second = self.bring("disrespect:them", **sam_again)
                    self.assertEqual((self.asks(), self.shows("yes_receiving")), ([], []))
                    self.assertContains(self.response, OF_NOTICING)
                    self.assertEqual(self.ways(second), SAFE_WAYS)
                    self.assertEqual(self.met(second, NOT_ALONE), [])

                    opened_again = self.press(second, find="receiving")
                    self.assertEqual(self.asks(), ["check_receiving"])
                    self.press(opened_again.fill(gate_receiving="no"), find="1")
                    self.assertEqual(self.asks(), ["check_receiving"])
                    self.assertNotContains(self.response, OF_NOTICING)

                    for others in ({"person": str(kim.pk)}, {"person": ""}):
                        self.bring("disrespect:them", **others)
                        self.assertEqual(self.asks(), ["check_receiving"])

    def test_12_only_questions_i_do_on_my_own_is_a_setting_that_says_nothing_else(self) -> None:
        sam = make_person(self.journal, "Sam")
        sam.change(self.journal.keyring, questions="own")

        far = self.bring("short-replies:them", "low-priority:them", person=str(sam.pk))
        self.assertEqual(self.asks(), [])
        self.assertContains(self.response, "Suggested because you noticed ")
        self.assertNotContains(self.response, "afraid")
        self.assertEqual(self.met(far, NOT_ALONE), [])

        afraid = self.bring("disrespect:them", "anger-spill:me", person=str(sam.pk))
        self.assertEqual(self.asks(), [])
        self.assertEqual(self.ways(afraid), SAFE_WAYS)
        self.press(afraid, find="pushing")
        self.assertEqual(self.asks(), ["check_pushing"])
        answered = self.press(afraid.fill(gate_receiving="no", gate_pushing="no"), find="1")
        self.assertEqual(self.met(answered, NOT_ALONE), [])

        kim = make_person(self.journal, "Kim")
        usual = self.bring("short-replies:them", "low-priority:them", person=str(kim.pk))
        self.assertGreater(len(self.met(usual, NOT_ALONE)), 3)


class HelpTests(SafetyTestCase):
    def test_help_and_the_way_out_are_on_every_screen_of_it(self) -> None:
        sheet = self.bring("disrespect:them", gate_receiving="yes")
        screens = [self.response, sheet.fill(date="1800-01-01").send(self.client)]
        saved = sheet.fill(date="2026-01-02").send(self.client)
        addresses = ("/today/", saved["Location"], f"{saved['Location']}edit/", "/journal/")
        screens += [self.client.get(address) for address in addresses]

        for screen in screens:
            self.assertContains(screen, 'href="/help/"', status_code=screen.status_code)
            self.assertContains(screen, "/left/", status_code=screen.status_code)

    def test_where_no_line_was_checked_lately_the_numbers_for_anywhere_remain(self) -> None:
        HelpLine.objects.verify(date.today() - timedelta(days=181), by="Edith")
        HelpLine.objects.publish()

        self.bring("disrespect:them", gate_receiving="yes")

        screen = self.response.content.decode()
        names = HelpLine.objects.values_list("name", flat=True)
        self.assertEqual([name for name in names if escape(name) in screen], [])
        for one in EMERGENCY:
            self.assertIn(f'href="tel:{one.number}"', screen)
        self.assertIn(DIRECTORY.url, screen)
