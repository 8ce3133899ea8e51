from tests.load.conftest import shared_database_url

__all__ = ["shared_database_url"]
