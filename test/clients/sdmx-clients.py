"""What two clients of others read from a running server: python sdmx-clients.py ADDRESS, with SIKU_KEY in the environment."""

import json
import os
import sys
import warnings

import httpx
import sdmx
from pysdmx.io import get_datasets, read_sdmx

warnings.simplefilter("ignore")

base = sys.argv[1]
authorization = {"Authorization": "Bearer " + os.environ["SIKU_KEY"]}


def text(path, accept):
    answer = httpx.get(base + path, headers={**authorization, "Accept": accept})
    answer.raise_for_status()
    return answer.text


# sdmx1 asks for everything itself.
sdmx.add_source({"id": "SIKU", "name": "Siku", "url": base + "/sdmx/2.1"}, override=True)
client = sdmx.Client("SIKU")
client.session.headers.update(authorization)
described = client.dataflow("OBSERVATIONS", params={"references": "all"})
data = sdmx.to_pandas(client.data("OBSERVATIONS", key={"FREQ": "Q", "INDICATOR": "GDP"}))

# Of REST 2.2 it reads SDMX-ML only, and has to ask for it: the default there is SDMX-JSON 2.0, of which it knows 1.0.
sdmx.add_source({"id": "SIKU", "name": "Siku", "url": base + "/sdmx/3.0", "versions": ["3.0.0"]}, override=True)
client30 = sdmx.Client("SIKU")
client30.session.headers.update(authorization)
described30 = client30.dataflow(
    "OBSERVATIONS",
    params={"references": "all"},
    headers={"Accept": "application/vnd.sdmx.structure+xml;version=3.0.0"},
)
data30 = sdmx.to_pandas(
    client30.data(
        "OBSERVATIONS",
        key="Q.GDP.330200.N",
        headers={"Accept": "application/vnd.sdmx.data+xml;version=3.0.0"},
        dsd=described30.structure["OBSERVATIONS"],
    )
)


def table(described, data):
    names = list(data.index.names)
    series = [names.index(name) for name in ("FREQ", "INDICATOR", "REF_AREA", "ADJUSTMENT")]
    return {
        "dataflows": list(described.dataflow),
        "codelists": sorted(described.codelist),
        "areas": [code.id for code in described.codelist["CL_AREA"].items.values()],
        "data": {
            "-".join(key[at] for at in series) + " " + key[names.index("TIME_PERIOD")]: value
            for key, value in data.items()
        },
    }


# pysdmx holds what it reads against the schemas of the standard.
structures = {
    edition: text(path + "?references=all", accept)
    for edition, path, accept in [
        ("2.1", "/sdmx/2.1/dataflow/SIKU/OBSERVATIONS/1.0", "application/vnd.sdmx.structure+xml;version=2.1"),
        ("3.0", "/sdmx/3.0/structure/dataflow/SIKU/OBSERVATIONS/1.0.0", "application/vnd.sdmx.structure+xml;version=3.0.0"),
        ("json", "/sdmx/3.0/structure/dataflow/SIKU/OBSERVATIONS/1.0.0", "application/vnd.sdmx.structure+json;version=2.0.0"),
    ]
}
constraints = {
    edition: text(path + "?references=all", accept)
    for edition, path, accept in [
        ("2.1", "/sdmx/2.1/availableconstraint/OBSERVATIONS", "application/vnd.sdmx.structure+xml;version=2.1"),
        ("3.0", "/sdmx/3.0/availability/dataflow/SIKU/OBSERVATIONS", "application/vnd.sdmx.structure+xml;version=3.0.0"),
        ("json", "/sdmx/3.0/availability", "application/vnd.sdmx.structure+json;version=2.0.0"),
    ]
}
everything = text("/sdmx/2.1/structure", "application/vnd.sdmx.structure+xml;version=2.1")
flow21 = "/sdmx/2.1/data/OBSERVATIONS/Q.GDP.330200.N"
flow30 = "/sdmx/3.0/data/dataflow/SIKU/OBSERVATIONS/1.0.0/Q.GDP.330200.N"
vintages = {}
for name, path, accept, structure in [
    ("generic", flow21, "application/vnd.sdmx.genericdata+xml;version=2.1", "2.1"),
    ("specific", flow21, "application/vnd.sdmx.structurespecificdata+xml;version=2.1", "2.1"),
    ("specific3", flow30, "application/vnd.sdmx.data+xml;version=3.0.0", "json"),
    ("flat", flow21 + "?dimensionAtObservation=AllDimensions", "application/vnd.sdmx.genericdata+xml;version=2.1", "2.1"),
    ("list", flow21 + "?dimensionAtObservation=AllDimensions", "application/vnd.sdmx.structurespecificdata+xml;version=2.1", "2.1"),
    ("section", flow21 + "?dimensionAtObservation=REF_AREA", "application/vnd.sdmx.genericdata+xml;version=2.1", "2.1"),
    ("csv1", flow21, "application/vnd.sdmx.data+csv;version=1.0.0", "2.1"),
    ("csv2", flow30, "application/vnd.sdmx.data+csv;version=2.0.0", "json"),
    ("asOf", flow30 + "?asOf=2020-07-21", "application/vnd.sdmx.data+csv;version=2.0.0", "json"),
]:
    (read,) = get_datasets(text(path, accept), structures[structure], validate=True)
    vintages[name] = {row["TIME_PERIOD"]: str(row["OBS_VALUE"]) for _, row in read.data.iterrows()}

# A data set for every dissemination.
history = get_datasets(
    text(flow21 + "?includeHistory=true", "application/vnd.sdmx.structurespecificdata+xml;version=2.1"),
    structures["2.1"],
    validate=True,
)

print(
    json.dumps(
        {
            "sdmx1": {"2.1": table(described, data), "3.0": table(described30, data30)},
            "pysdmx": {
                "structures": {
                    edition: sorted({type(one).__name__ for one in read_sdmx(message, validate=True).structures})
                    for edition, message in {**structures, "everything": everything}.items()
                },
                "available": {
                    edition: [
                        [type(one).__name__, one.series_count, one.obs_count, [key.id for key in one.cube_region.key_values]]
                        for one in read_sdmx(message, validate=True).structures
                        if hasattr(one, "cube_region")
                    ]
                    for edition, message in constraints.items()
                },
                "vintages": vintages,
                "history": [len(each.data) for each in history],
            },
        }
    )
)
