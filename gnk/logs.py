"""What the log keeps of a request that was answered as the client's own fault. Pure."""

import logging


class WithoutTracesOfClients(logging.Filter):
    """Leave the trace out where the answer was 4xx: one line says enough, and anybody could fill the disk."""

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", 500) < 500:
            record.exc_info = record.exc_text = None
        return True
