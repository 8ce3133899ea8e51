from django.dispatch import Signal

# Sent with `user` and `at` in the transaction in which a person leaves, before their name goes. Who knows more about
# the person than accounts do ends it then, or refuses with RuleBroken.
leaving = Signal()
# Sent for each mail; the room that knows the municipality returns its `accounts.sender.Sender`, or None before there is
# one.
sender_asked = Signal()
