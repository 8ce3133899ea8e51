"""From the short address of an element, as it stands in mails, to its page."""

import re
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from strategy.links import CODE_LENGTH, page_of
from strategy.models.kinds import ELEMENT_MODELS, elements_of

KEY_LENGTH = 32


@require_safe
def element_by_code(request: SignedInRequest, code: str) -> HttpResponse:
    """Lead to the element whose key begins so; what stands behind `#` the browser takes along."""
    if not re.fullmatch(f"[0-9a-f]{{{CODE_LENGTH}}}", code):
        raise Http404
    keys = UUID(code.ljust(KEY_LENGTH, "0")), UUID(code.ljust(KEY_LENGTH, "f"))
    for kind in ELEMENT_MODELS:
        element = elements_of(kind).readable_by(request.user).active().filter(pk__range=keys).first()
        if element is not None:
            return redirect(page_of(kind, element.pk))
    raise Http404
