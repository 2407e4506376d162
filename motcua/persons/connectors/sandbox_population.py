"""The sandbox nation's population register (connector `sandbox`): the same talk as in real life."""

from motcua.persons.connectors.http_population import TIMEOUT, HttpPopulationRegister, PopulationSettings
from motcua.persons.ports import POPULATION_REGISTER
from motcua.platform.settings import installation


def _settings() -> PopulationSettings:
    return PopulationSettings(
        system="sandbox",
        caller="MOTCUA",
        key="sandbox",
        path="/population/v1/lookups",
        timeout=float(installation().options.get("MOTCUA_POPULATION_TIMEOUT", TIMEOUT)),
    )


POPULATION_REGISTER.register("sandbox", HttpPopulationRegister(_settings))
