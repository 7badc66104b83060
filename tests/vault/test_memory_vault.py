"""The vault for one run: the contract, and that it says what it is."""

import pytest

from app.vault.memory_vault import MemoryVault
from tests.vault.contract import VaultContract


class TestMemoryVault(VaultContract):
    """The contract of every vault."""

    @pytest.fixture
    def vault(self):
        """An empty one."""
        return MemoryVault()


def test_it_does_not_claim_to_be_secure():
    assert not MemoryVault().describe().secure
