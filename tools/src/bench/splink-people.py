"""Splink on the flat file of people: python splink-people.py FILE; train, predict, cluster; JSON on standard output.

The threshold is the best of several by the labels, which is more than Splink could know.
"""

import json
import logging
import resource
import sys
import time

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

logging.disable(logging.WARNING)
THRESHOLDS = [0.5, 0.9, 0.99, 0.999, 0.9999]

clock = time.perf_counter()
seconds = {}


def lap(name):
    global clock
    now = time.perf_counter()
    seconds[name] = round(now - clock, 2)
    clock = now


connection = duckdb.connect()
connection.sql(
    f"""CREATE TABLE people AS
        SELECT row_number() OVER () AS unique_id, person, name, substr(name, 1, 1) AS family, nullif("identifiers.residentId", '') AS rid,
               nullif("birthDate", '') AS dob, nullif(phone, '') AS phone, nullif("residenceAddress.text", '') AS address, sex
          FROM read_csv('{sys.argv[1]}', all_varchar = true)"""
)
lap("read")
settings = SettingsCreator(
    link_type="dedupe_only",
    unique_id_column_name="unique_id",
    blocking_rules_to_generate_predictions=[
        block_on("rid"),
        block_on("name", "dob"),
        block_on("phone"),
        block_on("name", "address"),
        block_on("dob", "family"),
        block_on("name", "substr(address, 1, 12)"),
    ],
    comparisons=[
        cl.JaroWinklerAtThresholds("name", [0.9, 0.7]).configure(term_frequency_adjustments=True),
        cl.LevenshteinAtThresholds("rid", [1, 2]),
        cl.LevenshteinAtThresholds("dob", [1, 2]),
        cl.LevenshteinAtThresholds("phone", [1, 2]),
        cl.LevenshteinAtThresholds("address", [2, 6]),
        cl.ExactMatch("sex"),
    ],
)
linker = Linker("people", settings, DuckDBAPI(connection))
linker.training.estimate_probability_two_random_records_match([block_on("rid"), block_on("name", "dob")], recall=0.9)
linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
linker.training.estimate_parameters_using_expectation_maximisation(block_on("rid"))
linker.training.estimate_parameters_using_expectation_maximisation(block_on("name", "dob"))
lap("train")
predictions = linker.inference.predict(threshold_match_probability=0.2)
lap("predict")


def pairs(clusters, *keys):
    counted = f"SELECT count(*) AS n FROM {clusters} JOIN people USING (unique_id) GROUP BY {', '.join(keys)}"
    return float(connection.sql(f"SELECT coalesce(sum(n * (n - 1) / 2), 0) FROM ({counted})").fetchall()[0][0])


def at(threshold):
    begun = time.perf_counter()
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(predictions, threshold).physical_name
    took = time.perf_counter() - begun
    true, found, right = (pairs(clusters, *keys) for keys in (["people.person"], ["cluster_id"], ["cluster_id", "people.person"]))
    return {
        "threshold": threshold,
        "precision": right / found,
        "recall": right / true,
        "f1": 2 * right / (true + found),
        "cluster": round(took, 2),
    }


best = max((at(threshold) for threshold in THRESHOLDS), key=lambda result: result["f1"])
seconds["cluster"] = best.pop("cluster")
scored = connection.sql(f"SELECT count(*) FROM {predictions.physical_name}").fetchall()[0][0]
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(json.dumps({"pairs": scored, **best, "seconds": seconds, "peakMemoryMb": memory}))
