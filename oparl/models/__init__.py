from oparl.models.objects import PublishedObject
from oparl.models.readings import PaperReading

__all__ = ["PaperReading", "PublishedObject"]
