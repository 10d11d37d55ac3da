"""Visa stickers (Doc 9303, part 7): MRV-A for Schengen and large ones, MRV-B for small ones."""

from typing import Final

from markupsafe import Markup, escape

from samples.content import Content, Rows
from samples.identity.paper import Paper
from samples.identity.setting_out import set_out
from samples.identity.states import sheet_words
from samples.identity.zones import zone_of
from samples.writing.values import pattern

_WORDS: Final = {
    "valid_for": {"da": "GYLDIG FOR", "de": "GÜLTIG FÜR", "fr": "VALABLE POUR", "es": "VÁLIDO PARA",
                  "sv": "GILTIGT FÖR", "it": "VALIDO PER", "pl": "WAŻNA NA", "nl": "GELDIG VOOR"},
    "from": {"da": "FRA", "de": "VOM", "fr": "DU", "es": "DESDE", "sv": "FRÅN", "it": "DAL", "pl": "OD",
             "nl": "VAN"},
    "until": {"da": "TIL", "de": "BIS", "fr": "AU", "es": "HASTA", "sv": "TILL", "it": "AL", "pl": "DO",
              "nl": "TOT"},
    "type": {"da": "VISUMTYPE", "de": "VISUMTYP", "fr": "TYPE DE VISA", "es": "TIPO DE VISADO",
             "sv": "TYP AV VISERING", "it": "TIPO DI VISTO", "pl": "TYP WIZY", "nl": "TYPE VISUM"},
    "entries": {"da": "ANTAL INDREJSER", "de": "ANZAHL DER EINREISEN", "fr": "NOMBRE D'ENTRÉES",
                "es": "NÚMERO DE ENTRADAS", "sv": "ANTAL INRESOR", "it": "NUMERO DI INGRESSI",
                "pl": "LICZBA WJAZDÓW", "nl": "AANTAL BINNENKOMSTEN"},
    "stay": {"da": "OPHOLDETS VARIGHED", "de": "AUFENTHALTSDAUER", "fr": "DURÉE DU SÉJOUR",
             "es": "DURACIÓN DE LA ESTANCIA", "sv": "VISTELSENS LÄNGD", "it": "DURATA DEL SOGGIORNO",
             "pl": "DŁUGOŚĆ POBYTU", "nl": "DUUR VAN HET VERBLIJF"},
    "issued_in": {"da": "UDSTEDT I", "de": "AUSGESTELLT IN", "fr": "DÉLIVRÉ À", "es": "EXPEDIDO EN",
                  "sv": "UTFÄRDAD I", "it": "RILASCIATO A", "pl": "WYDANA W", "nl": "AFGEGEVEN TE"},
    "passport": {"da": "PASNUMMER", "de": "REISEPASSNUMMER", "fr": "NUMÉRO DU PASSEPORT",
                 "es": "NÚMERO DE PASAPORTE", "sv": "PASSNUMMER", "it": "NUMERO DI PASSAPORTO",
                 "pl": "NUMER PASZPORTU", "nl": "PASPOORTNUMMER"},
    "names": {"da": "EFTERNAVN, FORNAVN", "de": "NAME, VORNAME", "fr": "NOM, PRÉNOM",
              "es": "APELLIDOS, NOMBRE", "sv": "EFTERNAMN, FÖRNAMN", "it": "COGNOME, NOME",
              "pl": "NAZWISKO, IMIĘ", "nl": "NAAM, VOORNAAM"},
    "remarks": {"da": "BEMÆRKNINGER", "de": "ANMERKUNGEN", "fr": "REMARQUES", "es": "OBSERVACIONES",
                "sv": "ANMÄRKNINGAR", "it": "ANNOTAZIONI", "pl": "UWAGI", "nl": "OPMERKINGEN"},
}  # fmt: skip
_ENGLISH: Final = {
    "valid_for": "VALID FOR", "from": "FROM", "until": "UNTIL", "type": "TYPE OF VISA",
    "entries": "NUMBER OF ENTRIES", "stay": "DURATION OF STAY", "issued_in": "ISSUED IN",
    "passport": "NUMBER OF PASSPORT", "names": "SURNAME, NAME", "remarks": "REMARKS",
}  # fmt: skip
_PLACES: Final = (
    "ANKARA", "NEW DELHI", "MANILA", "KYIV", "RABAT", "ABUJA", "HANOI", "JAKARTA", "NAIROBI", "BEIRUT",
    "ISLAMABAD", "TEHRAN", "BEIJING", "LAGOS", "AMMAN", "BANGKOK", "SÃO PAULO", "CAIRO",
)  # fmt: skip
_PURPOSES: Final = ("", "TOURISM", "FAMILY VISIT", "BUSINESS", "STUDENT", "TRANSIT", "WORK", "ETS", "CULTURE")


def _label(paper: Paper, name: str) -> str:
    local = _WORDS[name].get(paper.language)
    return f"{local} / {_ENGLISH[name]}" if local and paper.style % 3 else local or _ENGLISH[name]


def _names(paper: Paper) -> Markup:
    return Markup(", ").join(paper.value(one) for one in ("surname", "given_names") if paper.facts[one])


def _schengen(paper: Paper, valid: str) -> tuple[tuple[str, Markup], ...]:
    draw = paper.draw
    return (
        (_label(paper, "valid_for"), escape(valid)),
        (_label(paper, "from"), paper.value("issue_date")),
        (_label(paper, "until"), paper.value("expiry_date")),
        (_label(paper, "type"), escape(draw.choice("CCCDA"))),
        (_label(paper, "entries"), escape(draw.choice(["01", "02", "MULT"]))),
        (_label(paper, "stay"), escape(f"{draw.choice([15, 30, 90])} {draw.choice(['DAYS', 'DAGE', ''])}")),
        (_label(paper, "issued_in"), escape(draw.choice(_PLACES))),
        (_label(paper, "passport"), escape(pattern("?########", draw))),
        (_label(paper, "names"), _names(paper)),
        ("No.", paper.value("document_number")),
        (_label(paper, "remarks"), escape(draw.choice(_PURPOSES))),
    )


def _other_rows(paper: Paper) -> tuple[tuple[str, Markup], ...]:
    """A visa of elsewhere: it prints birth date, sex and nationality too."""
    draw = paper.draw
    return (
        ("Visa Type / Class", escape(draw.choice(["R", "B1/B2", "F1", "TOURIST", "L", "E-VISA", "J1", "C"]))),
        ("Issuing Post", escape(draw.choice(_PLACES))),
        ("Control Number" if paper.style % 2 else "Visa No.", paper.value("document_number")),
        ("Surname", paper.value("surname")) if paper.facts["surname"] else ("", Markup("")),
        ("Given Name", paper.value("given_names")),
        ("Passport Number", escape(pattern("?########", draw))),
        ("Sex", paper.value("sex")),
        ("Birth Date", paper.value("birth_date")),
        ("Nationality", paper.value("nationality")),
        ("Entries", escape(draw.choice(["M", "SINGLE", "MULTIPLE", "02"]))),
        ("Issue Date", paper.value("issue_date")),
        ("Expiration Date", paper.value("expiry_date")),
        ("Annotation", escape(draw.choice(_PURPOSES))),
    )


def visa(paper: Paper) -> Content:
    """A visa sticker of the state."""
    name, title, valid = next(one for one in sheet_words()["visas"] if one[0] == paper.state)
    rows = _schengen(paper, valid) if valid else _other_rows(paper)
    small = not paper.planned and paper.draw.random() < (0.15 if valid else 0.5)
    code = ("V", "VC", "V", "VD", "VN")[0 if paper.planned else paper.style % 5]
    return set_out(
        paper,
        title if "VISA" in title.split() else f"{title} / VISA",
        "sticker",
        subtitle=name,
        below="",
        blocks=(Rows("", tuple(row for row in rows if row[0] and row[1])),),
        portrait=paper.face(("colour", "grey", "colour")[paper.style % 3]),
        zone=zone_of(paper, code, "MRV-B" if small else "MRV-A"),
        more={"size": "MRV-B" if small else "MRV-A", "ink": "", "schengen": "yes" if valid else ""},
    )
