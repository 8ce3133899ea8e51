from django.dispatch import Signal

# Sent with `meeting` and `by` in the transaction in which the facts of a meeting were saved, its day among them.
meeting_saved = Signal()
