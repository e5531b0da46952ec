"""Every column of every table, declared as one of three.

*sealed*: words, or what was ticked; bytes that only the vault opens.
*person*: says something about someone who has an account, and a stolen copy would show it.
*plain*: says nothing about anyone, or only what the privacy page says a copy shows.

Whoever adds a column declares it here, after asking: would a dump now say more than that
someone has an account, that they wrote, when, and about how much?
"""

from typing import NamedTuple


class Table(NamedTuple):
    """The columns of a table by kind, written as words."""

    plain: str
    person: str = ""
    sealed: str = ""

    def columns(self) -> set[str]:
        """Return all that are declared."""
        return {*self.plain.split(), *self.person.split(), *self.sealed.split()}


_SHELVED = "id slug order edited_at retired_at published_at shipped"

PRIVATE = {
    "journal_journal": Table("id created_at revision", person="owner_id", sealed="sealed"),
    "journal_keyslot": Table(
        "id journal_id generation kind salt key_id check_value", sealed="wrapped"
    ),
    "journal_entry": Table(
        "id journal_id about_on created_at saved_at deleted_at revision save_id", sealed="sealed"
    ),
    "journal_draft": Table("id journal_id page saved_at revision", sealed="sealed"),
    "journal_person": Table("id journal_id created_at revision", sealed="sealed"),
    "journal_step": Table(
        "id journal_id entry_id due_on created_at answered_at revision", sealed="sealed"
    ),
}

ACCOUNTS = {
    "accounts_user": Table(
        "id is_superuser is_staff is_active",
        person="email password time_zone last_login joined_at consent_version consented_at",
    ),
    "accounts_user_groups": Table("id group_id", person="user_id"),
    "accounts_user_user_permissions": Table("id permission_id", person="user_id"),
    "account_emailaddress": Table("id verified primary", person="user_id email"),
    "account_emailconfirmation": Table("id created sent key email_address_id"),
    # Says who is signed in, signed and in letters of its own; nothing of a journal.
    "django_session": Table("session_key expire_date", person="session_data"),
    # What was changed at the desk, and by whom: guidance, and who may open the desk.
    "django_admin_log": Table(
        "id object_id action_flag change_message content_type_id action_time",
        person="user_id object_repr",
    ),
    # Who signs in with a code too, and since when; how many spare codes they used is in the data,
    # beside what the vault sealed.
    "mfa_authenticator": Table("id type created_at last_used_at", person="user_id", sealed="data"),
    # Counts of tries and codes that were used, under hashed names.
    "limits": Table("cache_key value expires"),
}

GUIDANCE = {
    "guidance_action": Table(f"{_SHELVED} name description strategy_id"),
    "guidance_behaviour": Table(f"{_SHELVED} name description safety_check fear_id"),
    "guidance_fear": Table(f"{_SHELVED} code name summary about roots weight_reason"),
    "guidance_feeling": Table(f"{_SHELVED} name"),
    "guidance_helpline": Table(
        f"{_SHELVED} country category name phone phone_link text_number text_keyword web_url"
        " hours notes source_url last_verified_on",
        person="verified_by",
    ),
    "guidance_leaning": Table(f"{_SHELVED} code name concept summary about"),
    "guidance_prompt": Table(
        f"{_SHELVED} phase depth minutes perspective title question hints technique contact"
        " hide_if_unsafe hide_if_own_harm for_not_today for_heavier opens_own_harm care_note"
        " strategy_id"
    ),
    "guidance_prompt_fears": Table("id prompt_id fear_id"),
    "guidance_prompt_signs": Table("id prompt_id sign_id"),
    "guidance_sign": Table(
        f"{_SHELVED} code name summary about me them kind safety_check weight_reason"
    ),
    "guidance_strategy": Table(
        f"{_SHELVED} code name summary about bonus_when bonus quiet allowed_when_unsafe"
        " gate_receiving gate_pushing"
    ),
    # Every form that guidance had, and which editor made it.
    "guidance_version": Table(
        "id noun slug number form said made_at publish_at published_at dropped_at",
        person="made_by",
    ),
    "guidance_weight": Table("id side value edited_at shipped fear_id sign_id strategy_id"),
}

DJANGO = {
    "auth_group": Table("id name"),
    "auth_group_permissions": Table("id group_id permission_id"),
    "auth_permission": Table("id content_type_id codename name"),
    "django_content_type": Table("id app_label model"),
    "django_migrations": Table("id app name applied"),
}

TABLES = PRIVATE | ACCOUNTS | GUIDANCE | DJANGO
