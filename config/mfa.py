"""The second factor as this house keeps it: its secrets sealed, its sentences our own."""

import logging
from io import BytesIO
from typing import Any, ClassVar

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from qrcode.image.svg import SvgPathFillImage
from qrcode.main import make

from journal import factor
from journal.models.journal import with_keys
from journal.vault.envelope import Unreadable

log = logging.getLogger("ajar.accounts")


class SealedAdapter(DefaultMFAAdapter):
    """Seals what allauth would keep in plain letters, under the keys of the vault."""

    error_messages: ClassVar[dict[str, Any]] = DefaultMFAAdapter.error_messages | {
        "cannot_generate_recovery_codes": "Spare codes come with an app. Please set that up first.",
        "incorrect_code": (
            "This code does not fit. An app shows a new one every half minute: please type the one"
            " it shows now."
        ),
        "unverified_email": "Please confirm your e-mail address first, then set this up.",
        "used_code": "This code was used a moment ago. Please wait for the next one.",
    }

    def encrypt(self, text: str) -> str:
        """Return the secret as it may be kept."""
        return with_keys(lambda ring: factor.seal(text, ring))

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret; where it is damaged, one that fits no code there will ever be.

        So whoever has spare codes still comes in. Raise BadKeys where its key is not here.
        """
        try:
            return with_keys(lambda ring: factor.unseal(encrypted_text, ring))
        except Unreadable:
            log.error("The secret of a second factor could not be opened: it is damaged.")
            return str(generate_totp_secret())

    def build_totp_svg(self, url: str) -> str:
        """Return what an app scans, on white: on a dark screen the squares alone would be lost."""
        drawn = BytesIO()
        make(url, image_factory=SvgPathFillImage).save(drawn)
        return drawn.getvalue().decode()
