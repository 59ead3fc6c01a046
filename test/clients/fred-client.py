"""What fredapi reads from a running server: python fred-client.py ADDRESS, with SIKU_KEY in the environment."""

import json
import os
import sys
import warnings
import zlib

from fredapi import Fred

warnings.simplefilter("ignore")

fred = Fred(api_key=os.environ["SIKU_KEY"])
fred.root_url = sys.argv[1] + "/fred"
key = "Q.GDP.330200.N"


def figures(series):
    return {day.strftime("%Y-%m-%d"): value for day, value in series.items()}


releases = fred.get_series_all_releases(key)
try:
    fred.get_series("Q.NOTHING.330200.N")
    refusal = None
except ValueError as error:
    refusal = str(error)

print(
    json.dumps(
        {
            "info": {name: fred.get_series_info(key)[name] for name in ["id", "title", "frequency_short", "units"]},
            "now": figures(fred.get_series(key)),
            "window": figures(fred.get_series(key, observation_start="2020-02-01", observation_end="2020-12-31")),
            "then": figures(fred.get_series(key, realtime_start="2020-07-20", realtime_end="2020-07-20")),
            "change": figures(fred.get_series(key, units="chg", observation_start="2020-04-01")),
            "year": figures(fred.get_series(key, frequency="a", aggregation_method="sum")),
            "first": figures(fred.get_series_first_release(key)),
            "releases": [
                [row["date"].strftime("%Y-%m-%d"), row["realtime_start"].strftime("%Y-%m-%d"), row["value"]]
                for _, row in releases.iterrows()
            ],
            "vintages": [day.strftime("%Y-%m-%d") for day in fred.get_series_vintage_dates(key)],
            "asOf": list(fred.get_series_as_of_date(key, "2020-07-31")["value"]),
            "found": list(fred.search("GDP 宁波").index),
            "filtered": list(
                fred.search("GDP", order_by="last_updated", sort_order="asc", filter=("frequency", "Quarterly")).index
            ),
            "category": list(fred.search_by_category(1 + zlib.crc32(b"GDP") % 2_000_000_000).index),
            "refusal": refusal,
        }
    )
)
