"""Data that the descents of the tests walk on."""


import pytest

from core.objective import DataObjective
from tests.core.descent.cases import sample


@pytest.fixture(scope="module")
def hubble() -> DataObjective:
    return sample("hubble_1929", "distance_mpc", "velocity_km_s")
