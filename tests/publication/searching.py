"""The public search over hand-built documents, without a database."""

from publication.search.index import Hit, Index
from publication.search.subjects import subjects_of_document
from strategy.document.document import StrategyDocument


def index_of(document: StrategyDocument) -> Index:
    """An index of the elements below the theme fields, without SDGs and departments."""
    states = {measure.key: measure.implementation_status.label for measure in document.measures()}
    subjects = subjects_of_document(document, {key: str(label) for key, label in states.items()})
    return Index([subject for subject in subjects if subject.number and subject.themes])


def hits(document: StrategyDocument, question: str) -> list[Hit]:
    """What a question finds, the best first."""
    index = index_of(document)
    answer = index.ask(question)
    return [index.hit(place, answer) for place in answer.found]


def found(document: StrategyDocument, question: str) -> list[str]:
    """The numbers of what a question finds, the best first."""
    return [hit.subject.number for hit in hits(document, question)]
