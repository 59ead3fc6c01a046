"""A series as pysdmx reads it as of several days: python vintages.py ADDRESS KEY DAY..., with SIKU_KEY in the environment."""

import json
import os
import sys

import httpx
from pysdmx.io import get_datasets

address, key, *days = sys.argv[1:]
flow = "/sdmx/3.0/structure/dataflow/SIKU/OBSERVATIONS/1.0.0?references=descendants"


def text(path, accept):
    headers = {"Authorization": "Bearer " + os.environ["SIKU_KEY"], "Accept": accept}
    answer = httpx.get(address + path, headers=headers)
    answer.raise_for_status()
    return answer.text


structures = text(flow, "application/vnd.sdmx.structure+xml;version=3.0.0")


def as_of(day):
    path = f"/sdmx/3.0/data/dataflow/SIKU/OBSERVATIONS/1.0.0/{key}?asOf={day}"
    (dataset,) = get_datasets(text(path, "application/vnd.sdmx.data+csv;version=2.0.0"), structures)
    return {row["TIME_PERIOD"]: float(row["OBS_VALUE"]) for row in dataset.data.to_dict("records")}


print(json.dumps({day: as_of(day) for day in days}))
