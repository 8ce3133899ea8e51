from django.db import models


class PublicChange(models.Model):
    """A row for each change of what everybody may read, written by triggers (`publication.freshness`).

    Each has a random mark, so the sum of all marks is another one after each change, in whatever order transactions
    end. A counter in one row would let everybody wait for each other; the newest number would miss a transaction that
    began earlier and ends later.
    """

    mark = models.BigIntegerField()

    class Meta:
        verbose_name = "Änderung an Öffentlichem"
        verbose_name_plural = "Änderungen an Öffentlichem"

    def __str__(self) -> str:
        return str(self.mark)
