from oparl.models.objects import PublishedFile, PublishedObject
from oparl.models.readings import PaperReading

__all__ = ["PaperReading", "PublishedFile", "PublishedObject"]
