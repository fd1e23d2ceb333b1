"""Reads what the public pages publish by the libraries that portals and statisticians use, and prints what they found."""

import json
import sys
from pathlib import Path

import feedparser
from ckanext.dcat.processors import RDFParser
from csvw import CSVW
from rdflib import Graph
from rdflib.compare import isomorphic

folder = Path(sys.argv[1])
turtle = (folder / "catalog.ttl").read_text()
json_ld = (folder / "catalog.jsonld").read_text()

parser = RDFParser(profiles=["euro_dcat_ap_3"])
parser.parse(turtle, _format="turtle")
datasets = list(parser.datasets())

table = CSVW(str(folder / "capaian.csv-metadata.json"), validate=True)
rows = [row for each in table.tables for row in each]

feed = feedparser.parse((folder / "feed.xml").read_bytes())

json.dump(
    {
        "same": isomorphic(
            Graph().parse(data=turtle, format="turtle"),
            Graph().parse(data=json_ld, format="json-ld"),
        ),
        "datasets": [
            {"title": each.get("title"), "resources": [one["format"] if "format" in one else one.get("mimetype") for one in each["resources"]]}
            for each in datasets
        ],
        "warnings": [str(each.message) for each in table.warnings],
        "valid": table.is_valid,
        "rows": len(rows),
        "first": [str(each) if each is not None else None for each in (rows[0]["period"], rows[0]["area"], rows[0]["members"])],
        "feed": [bool(feed.bozo), len(feed.entries), feed.entries[0].title],
    },
    sys.stdout,
    default=str,
)
