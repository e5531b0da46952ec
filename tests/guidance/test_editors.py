from django.contrib.auth.models import Permission

from guidance import editors
from tests.base import TestCase


class EditorsTests(TestCase):
    def test_rights_that_do_not_belong_are_taken_back(self) -> None:
        group = editors.group()
        wanted = group.permissions.count()
        group.permissions.add(Permission.objects.get(codename="delete_prompt"))

        editors.group()

        self.assertEqual(group.permissions.count(), wanted)
        self.assertFalse(group.permissions.filter(codename="delete_prompt").exists())
