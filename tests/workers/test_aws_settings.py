"""The person's AWS settings are read on threads of their own."""

import threading

import pytest

from app.workers import aws_settings
from app.workers.aws_settings import AwsSettingsWorker
from tests.helpers.sts import KEYS, write_config


@pytest.fixture
def config(tmp_path, monkeypatch):
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    return tmp_path / "config"


def region_of(qtbot, aws_profile):
    worker = AwsSettingsWorker()
    with qtbot.waitSignal(worker.region_found, timeout=10_000) as found:
        worker.find_region(aws_profile)
    return found.args


def test_the_names_of_the_aws_profiles_come_by_a_signal(qtbot, config):
    write_config(config, qa=KEYS, default={})
    worker = AwsSettingsWorker()
    with qtbot.waitSignal(worker.profiles_found, timeout=10_000) as found:
        worker.find_profiles()
    assert found.args == [("default", "qa")]


def test_the_region_of_an_aws_profile_comes_with_its_name(qtbot, config):
    write_config(config, default={"region": "us-west-2"}, qa={"region": "eu-west-1"}, bare=KEYS)
    assert region_of(qtbot, "qa") == ["qa", "eu-west-1"]
    assert region_of(qtbot, "") == ["", "us-west-2"]
    assert region_of(qtbot, "bare") == ["bare", ""]


def test_an_aws_profile_that_is_not_there_or_a_broken_file_has_no_region(qtbot, config):
    assert region_of(qtbot, "nobody") == ["nobody", ""]
    config.write_text("[[[")
    assert region_of(qtbot, "") == ["", ""]


def test_files_that_never_come_keep_nobody_waiting(qtbot, monkeypatch):
    let_go = threading.Event()
    monkeypatch.setattr(aws_settings, "region_of_aws_profile", lambda _: "eu-west-1" if let_go.wait(10) else "")
    worker = AwsSettingsWorker()
    worker.find_region("")
    with qtbot.waitSignal(worker.region_found, timeout=10_000) as found:
        let_go.set()
    assert found.args == ["", "eu-west-1"]
