"""Who someone is: an address to sign in with, and the zone that says what "today" is."""

from datetime import date
from typing import Any, ClassVar
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from accounts import demo, zones


class UserManager(BaseUserManager["User"]):
    """Makes accounts, and finds them by address in any spelling of capitals."""

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> "User":
        """Save and return an account. Without a password nobody can sign in to it."""
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=email.strip().lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> "User":
        """Save and return an account with every right of the desk."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **extra)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the account with this address. Raise User.DoesNotExist without one."""
        return self.get(email__iexact=username)

    def of_the_demo(self) -> "User | None":
        """Return the demo account, where there is one."""
        return self.filter(email__iexact=demo.ADDRESS).first()


class User(AbstractBaseUser, PermissionsMixin):
    """An account. It holds no name, and nothing of what its owner writes."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    email = models.EmailField(
        "e-mail address",
        unique=True,
        error_messages={"unique": "There is already an account with this address."},
    )
    time_zone = models.CharField(
        max_length=64,
        default=zones.UTC,
        help_text="Decides which day “today” is for this person, such as Europe/Berlin.",
    )
    is_staff = models.BooleanField(
        "may open the desk", default=False, help_text="Can sign in to the editor's desk."
    )
    is_active = models.BooleanField(
        "active", default=True, help_text="Untick to keep this person from signing in."
    )
    # Empty for an account that was made on the command line, by whoever runs the machine.
    consent_version = models.CharField(max_length=10, blank=True, default="", editable=False)
    consented_at = models.DateTimeField(null=True, blank=True, editable=False)
    joined_at = models.DateTimeField("joined", default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "account"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_account_per_address",
                violation_error_message="There is already an account with this address.",
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def is_demo(self) -> bool:
        """Whether all that this account wrote is made up."""
        return self.email == demo.ADDRESS

    @property
    def zone(self) -> ZoneInfo:
        """The writer's zone, or UTC where the name on record is unknown to this machine."""
        name = self.time_zone if self.time_zone in zones.known() else zones.UTC
        return ZoneInfo(name)

    def move_to(self, zone: str) -> None:
        """Keep another zone. Pages already written stay on the day they were given."""
        self.time_zone = zone
        self.save(update_fields=["time_zone"])

    def today(self) -> date:
        """Return the date it is now where the writer is."""
        return timezone.localdate(timezone=self.zone)
