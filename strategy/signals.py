from django.dispatch import Signal

# Sent by ConceptFile with `upload` in the transaction in which the text of a file was stored as its pages.
concept_text_read = Signal()
# Sent by the model with `elements` in the transaction in which many were created past the signals of their rows.
elements_created = Signal()
# Sent by the model with `elements` in the transaction in which they came out of the bin.
elements_restored = Signal()
# Sent when the strategy is reviewed; receivers return the checks (`completeness.Check`) of who works on it.
organisation_asked = Signal()
# Sent for the guide; receivers return what the steering group is being asked (`guide.Asking`).
surveys_asked = Signal()
# Sent for the guide; receivers return how far the implementation is (`guide.Underway`), or None.
implementation_asked = Signal()
# Sent with `version`; receivers return the steps of its way through the bodies (`document.route.RouteStep`).
route_asked = Signal()
# Sent with a published `version`; receivers return the sentences on what goes with it when it is withdrawn.
withdrawal_asked = Signal()
# Sent with `former`, `remaining` and `by` in the transaction in which a department was merged into another.
departments_merged = Signal()
# Sent with `keys` before that; receivers return the surveys that it would end (`reviewing.Ending`).
decision_asked = Signal()
# Sent with `keys` and `by` in the transaction in which theme fields were decided on, or texts were agreed.
question_decided = Signal()
