"""deploy/compose.yaml and deploy/chart, checked as far as that goes without containers."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml
from compose_spec import PyCompose
from fastapi.testclient import TestClient
from helm_python import Chart, lint

from bot import __version__
from bot.api import create_app
from bot.settings import PREFIX, Settings

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
CHART = DEPLOY / "chart"
KUBERNETES = "1.37"
KNOWN = {PREFIX + each.name.upper() for each in dataclasses.fields(Settings)}
VALUES = (
    {"index": {"claim": "articles"}, "secret": "careerbot"},
    {"index": {"at": "milvus://milvus:19530/careerbot"}, "threads": 2},
)


def rendered(values: dict[str, Any]) -> dict[str, Any]:
    """What Helm itself makes of the chart, by kind."""
    made = [yaml.safe_load(one) for one in Chart.load(CHART).render(values, name="bot").values()]
    return {one["kind"]: one for one in made}


def filled_in(text: str) -> str:
    """As compose does it where the environment has nothing but what it must."""
    defaulted = re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", text)
    return re.sub(r"\$\{\w+:\?[^}]*\}", "secret", defaulted)


def test_the_chart_is_of_this_version_and_passes_helm_s_own_lint() -> None:
    assert Chart.load(CHART).metadata["appVersion"] == __version__
    found = lint(CHART, strict=True)
    assert found["errors"] == []
    assert [each["error"] for each in found["messages"]] == ["icon is recommended"]


@pytest.mark.parametrize("values", VALUES)
def test_the_chart_gives_kubernetes_what_it_knows(values: dict[str, Any]) -> None:
    kinds = rendered(values)
    assert set(kinds) == {
        "Deployment", "Service", "PodDisruptionBudget", "HorizontalPodAutoscaler"
    }  # fmt: skip
    for each in kinds.values():
        kubernetes_validate.validate(each, KUBERNETES, strict=True)
    deployment = kinds["Deployment"]
    labels = deployment["spec"]["template"]["metadata"]["labels"]
    for kind in ("Service", "PodDisruptionBudget"):
        selector = kinds[kind]["spec"]["selector"]
        assert selector.get("matchLabels", selector) == labels
    target = kinds["HorizontalPodAutoscaler"]["spec"]["scaleTargetRef"]
    assert target["name"] == deployment["metadata"]["name"]
    (container,) = deployment["spec"]["template"]["spec"]["containers"]
    assert {each["name"] for each in container["env"]} <= KNOWN
    mounted = {each["name"] for each in container["volumeMounts"]}
    assert mounted == {each["name"] for each in deployment["spec"]["template"]["spec"]["volumes"]}
    assert ("index" in mounted) == ("claim" in values["index"])


def test_the_probes_ask_what_is_there(guides_index: Path) -> None:
    spec = rendered(VALUES[0])["Deployment"]["spec"]["template"]["spec"]
    (container,) = spec["containers"]
    asked = {
        container[f"{kind}Probe"]["httpGet"]["path"]
        for kind in ("startup", "readiness", "liveness")
    }
    with TestClient(create_app(Settings(index=guides_index))) as client:
        assert {path: client.get(path).status_code for path in asked} == {
            "/healthz": 200,
            "/readyz": 200,
        }


@pytest.mark.parametrize("folder", [DEPLOY, DEPLOY.parent])
def test_compose_s_own_specification_takes_it(folder: Path) -> None:
    text = filled_in((folder / "compose.yaml").read_text("utf-8"))
    PyCompose.from_json(json.dumps(yaml.safe_load(text))).validate()


def test_compose_starts_two_that_share_what_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    text = filled_in((DEPLOY / "compose.yaml").read_text("utf-8"))
    composed = yaml.safe_load(text)
    services = composed["services"]
    assert services["careerbot-1"] == services["careerbot-2"]
    named = services["careerbot-1"]["environment"]
    assert set(named) <= KNOWN
    # HAProxy's own defaults are the names here.
    config = (DEPLOY / "haproxy.cfg").read_text("utf-8")
    assert all(f"-{name}:8000}}" in config for name in ("careerbot-1", "careerbot-2"))
    for name, value in named.items():
        monkeypatch.setenv(name, str(value))
    settings = Settings.read()
    assert (settings.threads, settings.trusted_proxies) == (1, ("172.30.17.0/24",))
