"""The records that most tests of publication lists use."""

import pytest
from list_making import some_papers

from citemill.record import Record


@pytest.fixture
def papers() -> list[Record]:
    return some_papers()
