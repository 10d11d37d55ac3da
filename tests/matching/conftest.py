from tests.deciding.conftest import entry  # noqa: F401 - the fixture
