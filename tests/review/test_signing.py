def test_given_nobody_signed_in_when_the_queue_is_opened_then_the_sign_in_page_answers(newcomer):
    answer = newcomer.get("/queue")
    assert answer.url.path == "/sign-in"
    assert "User name" in answer.text


def test_given_the_right_password_when_signing_in_then_the_queue_opens(newcomer):
    assert newcomer.sign_in().url.path == "/queue"


def test_given_a_wrong_password_when_signing_in_then_it_is_refused_without_saying_why(newcomer):
    wrong = newcomer.sign_in("wrong")
    unknown = newcomer.post("/sign-in", name="nobody", password="wrong")
    assert (wrong.status_code, unknown.status_code) == (401, 401)
    assert "The user name or the password is not right." in wrong.text


def test_given_five_wrong_passwords_when_trying_again_then_a_pause_is_due(newcomer):
    for _ in range(5):
        newcomer.sign_in("wrong")
    answer = newcomer.sign_in()
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) <= 301
