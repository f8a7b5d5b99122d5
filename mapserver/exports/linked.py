"""What search engines and data portals read: schema.org `Dataset` for a map, a DCAT catalogue of all layers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mapserver.exports.citation import Citation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mapserver.exports.extract import Extract
    from mapserver.model import AreaEntry, LayerEntry, Text

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

#: Countries in the authority tables of the EU, which have them by ISO 3166-1 alpha-3.
COUNTRIES = "http://publications.europa.eu/resource/authority/country/"
ALPHA_3 = {
    "BG": "BGR", "FI": "FIN", "MK": "MKD", "NO": "NOR", "RS": "SRB",
    "RU": "RUS", "SE": "SWE", "SK": "SVK", "TR": "TUR", "UA": "UKR",
}  # fmt: skip


def dataset(extract: Extract, formats: Mapping[str, str], description: str) -> dict[str, Any]:
    """Return a map as schema.org `Dataset`; `formats` are media types by address. Source: https://schema.org/Dataset"""
    cited, layer, area = Citation.of(extract), extract.layer, extract.area
    lang = extract.state.lang
    licences = {source.get("licence", "") for series in extract.used for source in series.sources}
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": extract.title,
        "description": description,
        "url": extract.page,
        "identifier": cited.key,
        "version": cited.edition,
        "inLanguage": lang,
        "isAccessibleForFree": True,
        "creator": [{"@type": "Organization", "name": name} for name in cited.publishers],
        "publisher": {"@type": "Organization", "name": extract.site},
        "license": sorted(licences - {""}),
        "temporalCoverage": f"{layer.years[0]}/{layer.years[-1]}",
        "spatialCoverage": {"@type": "Place", "name": area.title.say(lang)},
        "variableMeasured": {
            "@type": "PropertyValue",
            "name": layer.title.say(lang),
            "unitText": layer.measure_in(*extract.years).say(lang),
        },
        "citation": cited.plain,
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": mimetype.partition(";")[0], "contentUrl": address}
            for address, mimetype in formats.items()
        ],
    }


def data_block(document: object) -> str:
    """Return JSON that may stand in a page as a block of data: nothing in it can end the block."""
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def catalogue(
    site: str, root: str, areas: Iterable[AreaEntry], formats: Mapping[str, str], snapshot: str
) -> dict[str, Any]:
    """Return all layers as a DCAT catalogue (JSON-LD, as DCAT-AP 3 asks of a catalogue and its datasets).

    `root` is the address of the site, `formats` are media types by suffix. Source: https://www.w3.org/TR/vocab-dcat-3/
    """
    return {
        "@context": CONTEXT,
        "@id": f"{root}/catalog.jsonld",
        "@type": "dcat:Catalog",
        "dct:title": site,
        "dct:description": "Socio-economic indicators of districts on both sides of Europe's borders.",
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": site},
        "foaf:homepage": {"@id": f"{root}/"},
        "dcat:version": snapshot,
        "dcat:dataset": [_dataset(root, area, entry, formats, snapshot) for area in areas for entry in area.layers],
    }


def _dataset(
    root: str, area: AreaEntry, entry: LayerEntry, formats: Mapping[str, str], snapshot: str
) -> dict[str, Any]:
    page = f"{root}/areas/{area.id}/{entry.indicator}"
    return {
        "@id": page,
        "@type": "dcat:Dataset",
        "dct:identifier": f"{area.id}/{entry.indicator}",
        "dct:title": _said(entry.title),
        "dct:description": [
            {"@value": f"{title['@value']}: {entry.measure.say(title['@language'])}", "@language": title["@language"]}
            for title in _said(entry.title)
        ],
        "dcat:theme": entry.theme,
        "dcat:landingPage": {"@id": page},
        "dcat:version": snapshot,
        "dct:spatial": [{"@id": f"{COUNTRIES}{ALPHA_3.get(code, code)}"} for code in area.countries],
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@value": str(entry.first_year), "@type": "xsd:gYear"},
            "dcat:endDate": {"@value": str(entry.last_year), "@type": "xsd:gYear"},
        },
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dcat:accessURL": {"@id": f"{page}.{suffix}"},
                "dcat:downloadURL": {"@id": f"{page}.{suffix}"},
                "dcat:mediaType": mimetype.partition(";")[0],
            }
            for suffix, mimetype in formats.items()
        ],
    }


def _said(text: Text) -> list[dict[str, str]]:
    return [{"@value": words, "@language": tag} for tag, words in text.items()]
