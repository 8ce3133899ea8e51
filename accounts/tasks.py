"""Background tasks of accounts."""

from django.utils import timezone
from django_tasks import task

from accounts.deliveries import reason_of
from accounts.invitation_mail import invitation_mail
from accounts.invitations import hash_of, new_token
from accounts.mail import QUEUE, deliver
from accounts.models import Invitation


@task(queue_name=QUEUE)
def send_invitation(invitation_id: int) -> None:
    """Make the link of an invitation and mail it. Without a mail it stays unsent, and the link is unknown."""
    found = Invitation.objects.select_related("user", "invited_by").filter(
        pk=invitation_id, user__is_active=True, accepted_at=None
    )
    invitation = found.first()
    if invitation is None:
        return  # closed, left or accepted meanwhile
    token = new_token()
    invitation.token_hash = hash_of(token)
    invitation.save(update_fields=["token_hash"])
    subject, text = invitation_mail(
        invitation.user, by=invitation.invited_by, token=token, expires_at=invitation.expires_at
    )
    sent = Invitation.objects.filter(pk=invitation.pk, token_hash=invitation.token_hash)
    try:
        # Called, with no Delivery: what is queued or kept of a mail stays in the database.
        deliver.call(invitation.user.email, subject, text)
    except Exception as fault:
        sent.update(failure=reason_of(fault))
        raise
    sent.update(sent_at=timezone.now(), failure="")
