from committees.models.bodies import Committee
from committees.models.papers import Consultation, Paper

__all__ = ["Committee", "Consultation", "Paper"]
