from collections.abc import Callable
from typing import Any

import pytest
from django.core.mail import EmailMessage


@pytest.fixture
def mails_of(
    mailbox: Callable[[], list[EmailMessage]], django_capture_on_commit_callbacks: Any
) -> Callable[[Callable[[], Any]], list[EmailMessage]]:
    """The mails that an act sends, in the order of their addresses."""

    def sent(act: Callable[[], Any]) -> list[EmailMessage]:
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return sorted(mailbox(), key=lambda mail: mail.to)

    return sent
