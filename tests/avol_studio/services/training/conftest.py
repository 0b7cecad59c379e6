from __future__ import annotations

import pytest

from tests.support.studio import EventRecorder


@pytest.fixture
def events() -> EventRecorder:
    return EventRecorder()
