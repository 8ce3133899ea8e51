from django.dispatch import Signal

# Sent by the printed paper with `paper`, one that is about no version of the strategy; the receiver that knows what it
# is about returns it (`printed_annex.Annex`).
annex_asked = Signal()
