"""Health insurance cards: the European one, the yellow Danish sundhedskort, those of insurers elsewhere."""

from dataclasses import replace
from random import Random
from typing import Final

from markupsafe import Markup, escape

from pipeline.records import JsonValue
from samples.content import Content, Rows
from samples.identity.dates import printed_day
from samples.identity.paper import Paper, mark
from samples.identity.setting_out import set_out
from samples.people.persons import cpr_number, origin, origins
from samples.people.places import home_address, organisation
from samples.writing.values import pattern

_REGIONS: Final = ("Region Hovedstaden", "Region Sjælland", "Region Syddanmark", "Region Midtjylland")
_MUNICIPALITIES: Final = (
    "Københavns Kommune", "Frederiksberg Kommune", "Aarhus Kommune", "Odense Kommune", "Aalborg Kommune",
    "Gentofte Kommune", "Roskilde Kommune",
)  # fmt: skip
_PRACTICES: Final = (
    "Lægehuset Torvet", "Lægerne Søndergade", "Klinik Nord", "Lægeklinikken Havnen", "Dr. Birgit Storm",
    "Læge Niels Elkær", "Lægefællesskabet Parken", "Lægerne ved Åen",
)  # fmt: skip
_TITLES: Final = ("SUNDHEDSKORT", "SYGESIKRINGSBEVIS", "SUNDHEDSKORT / HEALTH INSURANCE CARD")
_INSURERS: Final = {
    "DEU": ("Gesundheitskarte", "Versicherung", "Versichertennummer"),
    "FRA": ("carte d'assurance maladie", "vitale", "N°"),
    "ITA": ("TESSERA SANITARIA", "REGIONE", "Codice Fiscale"),
    "NLD": ("ZORGPAS", "Zorgverzekeraar", "Klantnummer"),
    "AUT": ("e-card", "Sozialversicherung", "SV-Nr."),
    "ESP": ("TARJETA SANITARIA", "Servicio de Salud", "CIP"),
    "GBR": ("MEDICAL CARD", "National Health", "NHS number"),
    "CHE": ("Versichertenkarte", "Krankenkasse", "Karten-Nr."),
}  # fmt: skip
_PLAIN_INSURER: Final = ("HEALTH INSURANCE CARD", "Health Plan", "Member ID")


def health_number(draw: Random) -> str:
    """Twenty digits in the shape of the European card's number."""
    return pattern("80208#########_#####", draw).replace(" ", "")


def _names(paper: Paper) -> tuple[Markup, Markup]:
    facts = paper.facts
    return mark("person_name", str(facts["surname"])), mark("person_name", str(facts["given_names"]))


def _institution(paper: Paper) -> str:
    return f"{pattern('#######', paper.draw)} - {paper.draw.choice(['', 'KV ', 'SE ', 'AOK '])}{paper.state}"


def european(paper: Paper) -> Content:
    """The EHIC with its fields 3 to 9 (Decision S2)."""
    surname, given = _names(paper)
    captions = ("", "yes")[paper.style % 4 != 3]

    def caption(number: str, name: str, plain: str = "") -> str:
        return f"{number}. {plain or paper.label_of(name)}" if captions else f"{number}."

    personal = paper.facts.get("personal_number") or pattern("########", paper.draw)
    rows = (
        (caption("3", "surname"), surname),
        (caption("4", "given_names"), given),
        (caption("5", "birth_date"), paper.value("birth_date")),
        (caption("6", "personal_number"), escape(personal)),
        (caption("7", "", "Identification number of the institution"), escape(_institution(paper))),
        (caption("8", "", "Identification number of the card"), paper.value("document_number")),
        (caption("9", "expiry_date"), paper.value("expiry_date")),
    )
    return set_out(
        paper,
        paper.printed_state["ehic"],
        "card",
        subtitle=paper.state,
        below="European Health Insurance Card" if paper.style % 2 else "",
        blocks=(Rows("", tuple((label, value) for label, value in rows if str(value.striptags()))),),
        more={"size": "TD1", "ink": "", "form": "ehic"},
    )


def _person_name(paper: Paper) -> str:
    return paper.holder.name if paper.style % 3 else paper.holder.name.upper()


def sundhedskort(paper: Paper) -> Content:
    """The yellow card: region, number, name, address, municipality, doctor, from when it holds."""
    draw, holder = paper.draw, paper.holder
    split = paper.setting.split if paper.setting else "train"
    number = holder.cpr or cpr_number(holder.birth_date, "M" if paper.facts["sex"] == "M" else "F", draw)
    name = _person_name(paper)
    facts: dict[str, JsonValue] = {
        "person_name": name,
        "cpr": number,
        "issuing_state": "DNK",
        "issue_date": paper.facts["issue_date"],
        "surname": holder.surname,
    }
    since = printed_day(str(paper.facts["issue_date"]), (1, 6, 3)[paper.style % 3])
    street, _, town = home_address(split, draw, "DNK").rpartition(", ")
    rows = (
        ("cpr", mark("cpr", number if paper.style % 2 else number.replace("-", " "))),
        ("name", mark("person_name", name)),
        ("street", escape(street)),
        ("town", escape(town)),
        ("municipality", escape(draw.choice(_MUNICIPALITIES))),
        ("doctor", escape(draw.choice(_PRACTICES))),
        ("doctor_address", escape(home_address(split, draw, "DNK"))),
        ("phone", escape(f"Tlf. {pattern('## ## ## ##', draw)}")),
        ("group", escape(f"Sikr.gr. {draw.choice((1, 1, 1, 2))}")),
        ("since", escape(f"Gyldig fra {since}")),
    )
    card = replace(paper, facts=facts, state="DNK")
    return set_out(
        card,
        _TITLES[paper.style % len(_TITLES)],
        "card",
        subtitle=draw.choice(_REGIONS),
        below="",
        blocks=(Rows("", rows),),
        more={"size": "TD1", "ink": "", "form": "sundhedskort"},
    )


def _insurer_name(paper: Paper, brand: str) -> str:
    known = paper.state in origins() and "insurance" in origin(paper.state).get("organisations", {})
    if not known or paper.setting is None:
        return brand
    return organisation("insurance", paper.setting.split, paper.draw, paper.state)


def insurer(paper: Paper) -> Content:
    """An insurer's own card: brand, title, name, number, from some also birth date and validity."""
    title, brand, number_label = _INSURERS.get(paper.state, _PLAIN_INSURER)
    draw, facts = paper.draw, dict(paper.facts)
    facts["document_number"] = pattern(
        draw.choice(("?#########", "##########", "### ### ####", "########")), draw
    )
    facts["person_name"] = _person_name(paper)
    card = replace(paper, facts=facts)
    rows = [
        (
            paper.label_of("surname") if draw.random() < 0.3 else "",
            mark("person_name", str(facts["person_name"])),
        ),
        (number_label, card.value("document_number")),
    ]
    if draw.random() < 0.6:
        rows.append((card.label_of("birth_date"), card.value("birth_date")))
    if draw.random() < 0.6:
        rows.append((card.label_of("expiry_date"), card.value("expiry_date")))
    rows.append(
        ("", escape(f"{draw.choice(('Group', 'Kasse', 'Plan', 'Status'))} {pattern('######', draw)}"))
    )
    return set_out(
        card,
        title,
        "card",
        subtitle=_insurer_name(card, brand),
        below="",
        blocks=(Rows("", tuple(rows)),),
        portrait=card.face("grey") if draw.random() < 0.25 else None,
        more={"size": "TD1", "ink": "", "form": "insurer"},
    )


def health_card(paper: Paper) -> Content:
    """A card of the state's health insurance; free ones are of any kind, planned ones European."""
    if not paper.planned:
        if paper.state == "DNK" and paper.draw.random() < 0.6:
            return sundhedskort(paper)
        if paper.state != "DNK" and paper.draw.random() < 0.25:
            return insurer(paper)
    return european(paper)
