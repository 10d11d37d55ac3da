import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.matching.names import Likeness, compare, known_name

WORDS = st.lists(
    st.text("abcdefghijklmnoprstuv", min_size=3, max_size=9), min_size=2, max_size=4, unique=True
)

SAME = [
    ("임 민수", "Minsu", "Lim"),
    ("박 민수", "Minsu", "Park"),
    ("BRUECKNER MATTHIAS", "Matthias Johann", "Brückner"),
    ("Annalena Sophie Brückner geb. Feldkamp", "Annalena Sophie", "Brückner"),
    ("Юлія Щербаківська", "Yuliia", "Shcherbakivska"),
    ("Yulia Ivanova", "Юлия", "Иванова"),
    ("Liang 梁 Xiao Ming", "Xiaoming", "Liang"),
    ("Søren Aagaard", "Soren", "Ågård"),
    ("Nguyen Van An", "An", "Nguyen Van"),
    ("O'Brien-Smith Mary Ann", "Mary-Ann", "O Brien Smith"),
    ("Jean-Luc de la Tour", "Jean Luc", "Tour"),
    ("José García", "María José", "García López"),
    ("Sukarno", "Sukarno", None),
    ("MUELLER HANS", "Hans", "Müller"),
    ("MULLER HANS", "Hans", "Müller"),
    ("Al-Hassan Omar", "Omar", "Hassan"),
    ("梁晓明", "Xiaoming", "Liang"),
    ("سلمى بناني", "Salma", "Bennani"),
    ("کاوه احمدی", "Kaveh", "Ahmadi"),
    ("بشرى بوعزة", "Bouchra", "Bouazza"),
    ("Θανάσης Ψαρράς", "Thanasis", "Psarras"),
    ("Φωτεινή Κωνσταντίνου", "Foteini", "Konstantinou"),
    ("정 현주", "Hyeonju", "Jeong"),
    ("Yulia Ivanova", "Iuliia", "Ivanova"),
    ("Mariya Jovovich", "Maria", "Yovovich"),
    ("Youssef Alaoui", "Yussef", "Alaoui"),
    ("Muhammad Khan", "Mohamed", "Khan"),
    ("SebastiãoVilhena Magalhães", "Sebastião", "Vilhena Magalhães"),
    ("VilhenaMagalhaesSebastiao", "Sebastião", "Vilhena Magalhães"),
    ("FNU Sukarno", "Sukarno", None),
    ("Sukarno LNU", "Sukarno", None),
    ("XXX . Sukarno", None, "Sukarno"),
    ("AAGAARD SOEREN", "Søren", "Ågård"),
    ("UXXNAL GOKHAN", "Gökhan", "Ünal"),
    ("MUNXXOZ ANA", "Ana", "Muñoz"),
    ("WEISS THOR", "Þór", "Weiß"),
    ("THORSDOTTIR GUDRUN", "Guðrún", "Þórsdóttir"),
    ("Djordjevic Novak", "Novak", "Đorđević"),
    ("LUKASZ WALESA", "Łukasz", "Wałęsa"),
    ("COEUR LEON", "Léon", "Cœur"),
    ("IJSSEL JAN", "Jan", "Ĳssel"),
    ("ISIK ALI", "Ali", "Işık"),
    ("ELIYEV MEHMED", "Məhməd", "Əliyev"),
    ("Zhukov Iurii", "Юрий", "Жуков"),
    ("Shcherbakov Piotr", "Пётр", "Щербаков"),
    ("Shterev Ivan", "Иван", "Щерев"),
    ("Ljubicic Njegos", "Његош", "Љубичић"),
    ("Halyna Hryhorenko", "Галина", "Григоренко"),
    ("Kim Min Jun", "Minjun", "Kim"),
    ("Guðrún Jónsdóttir", "Gudrun", "Jonsdottir"),
    ("João Silva", "João", "Santos Silva"),
    ("Nagy János", "János", "Nagy"),
    ("Anna Kowalska (née Nowak)", "Anna", "Kowalska"),
    ("Anna Kowalska f. Nowak", "Anna", "Kowalska"),
    ("Peter V. Hansen", "Peter Vestergaard", "Hansen"),
    ("Peter Hansen", "Peter Vestergaard", "Hansen"),
    ("Ahmed bin Salman", "Ahmed", "Salman"),
]
MAYBE = [
    ("M. J. García", "María José", "García López"),
    ("Piotr Kowalsky", "Piotr", "Kowalski"),
    ("Anna Nowak", "Anna", "Kowalska"),
    ("渡辺 浩", "Hiroshi", "Watanabe"),
    ("سلمى بناني", "Omar", "Bennani"),
    ("", "Salma", "Bennani"),
    ("Puspita Dahl", "Puspita", None),
    ("Maria Kowalski", "Maria", "Kowalska"),
    ("P. Hansen", "Peter Vestergaard", "Hansen"),
    ("Mara Novak", "Maria", "Novak"),
    ("Sukarno Dahl", None, "Sukarno"),
]


@pytest.mark.parametrize(("printed", "given", "surname"), SAME)
def test_given_one_persons_name_in_other_forms_then_it_is_the_same(printed, given, surname):
    assert compare(printed, known_name(given, surname)) == Likeness.SAME


@pytest.mark.parametrize(("printed", "given", "surname"), MAYBE)
def test_given_a_name_that_cannot_be_told_then_it_may_be(printed, given, surname):
    assert compare(printed, known_name(given, surname)) == Likeness.MAYBE


def test_given_another_name_then_it_is_another_person():
    assert compare("Anna Nowak", known_name("Piotr", "Kowalski")) == Likeness.OTHER


def test_given_the_birth_date_agrees_then_no_name_makes_another_person():
    assert compare("Anna Nowak", known_name("Piotr", "Kowalski"), same_birth_date=True) == Likeness.MAYBE


def test_given_a_former_name_then_it_is_the_same():
    assert compare("Anna Nowak", known_name("Anna", "Kowalska", ("Anna Nowak",))) == Likeness.SAME


@given(WORDS, st.randoms())
def test_given_any_order_and_case_then_a_name_is_itself(words, random):
    name = known_name(" ".join(words[:-1]), words[-1])
    random.shuffle(words)
    assert compare(" ".join(words).upper(), name) == Likeness.SAME


@pytest.mark.parametrize(
    ("printed", "same_birth_date", "expected"),
    [
        ("Filip Jurié", True, Likeness.SAME),
        ("Filip Jurié", False, Likeness.MAYBE),
        ("Filip Jurie", True, Likeness.MAYBE),
    ],
)
def test_given_marked_letters_mixed_up_then_the_birth_date_settles_it(printed, same_birth_date, expected):
    assert compare(printed, known_name("Filip", "Jurić"), same_birth_date=same_birth_date) is expected


@pytest.mark.parametrize("printed", ["İREM SÜNGÜ", "IREM SÜNGÜ", "ÍREM SUENGUE", "İrem Süngü", "irem sungu"])
def test_given_a_turkish_dotted_capital_then_it_is_an_i_everywhere(printed):
    assert compare(printed, known_name("İrem", "Süngü")) is Likeness.SAME
