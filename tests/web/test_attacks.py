"""What attackers try at the desk, each try refused and without effect."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from domain.vocabulary import State
from notifications.web.limits import Buckets, Limits, Rate
from tests.scenarios.story import DEPUTY, HEAD
from tests.web.house import House

PDF = b"%PDF-1.4 a schedule"
SCRIPT = "<script>alert(1)</script>"
HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cache-control": "no-store",
}


async def test_every_answer_has_the_headers(house: House) -> None:
    async with await house.person(DEPUTY) as deputy:
        known = (await deputy.opens("/desk")).answer, (await deputy.opens(house.card("3.1.1"))).answer
        answers = [*known, await deputy.client.put("/desk"), await deputy.client.get("/nowhere")]
        answers += [await deputy.client.get("/item/99999"), await deputy.client.post("/item/1/take")]
        answers += [await deputy.client.get("/desk", headers={"host": "evil.example"})]
        answers += [await house.stranger().client.get("/desk"), await house.stranger().client.get("/l/none")]
    wrong = [(a.url.path, a.status_code) for a in answers if not HEADERS.items() <= dict(a.headers).items()]
    assert wrong == []
    assert [a.status_code for a in answers] == [200, 200, 405, 404, 404, 403, 421, 401, 404]


async def test_pages_name_no_other_site_and_hold_no_script_or_style(house: House) -> None:
    async with await house.person(DEPUTY) as deputy:
        for address in (
            "/desk",
            "/board",
            "/absence",
            "/settings",
            house.card("3.1.1"),
            f"{house.card('3.1.1')}/report",
        ):
            html = (await deputy.opens(address)).html
            assert not [
                word for word in ("<script", "<style", " style=", "onclick", 'src="http', 'href="http') if word in html
            ]


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}])
async def test_a_form_of_another_site_is_refused_though_it_knows_the_token(
    house: House, headers: dict[str, str]
) -> None:
    async with await house.person(DEPUTY) as deputy:
        form = (await deputy.opens(house.card("3.1.1"))).form("Взять в работу")
        refused = await deputy.posts(form, headers=headers)
        assert refused.status_code == 403
        link = (await deputy.opens(house.links.desk(HEAD))).form("Войти")
        assert (await deputy.posts(link, headers=headers)).status_code == 403
    assert house.item("3.1.1").taken_at is None


async def test_a_form_without_the_sessions_token_is_refused(house: House) -> None:
    async with await house.person(DEPUTY) as deputy, await house.person(HEAD) as head:
        form = (await deputy.opens(house.card("3.1.1"))).form("Взять в работу")
        theirs = (await head.opens("/settings")).form("/settings").fields["csrf"]
        answers = [await deputy.posts(form, {"csrf": token}) for token in ("", "x", "я", theirs)]
    assert {a.status_code for a in answers} == {403}
    assert house.item("3.1.1").taken_at is None


async def test_a_form_of_ones_own_page_passes_as_browsers_send_it(house: House) -> None:
    async with await house.person(DEPUTY) as deputy:
        form = (await deputy.opens(house.card("3.1.1"))).form("Взять в работу")
        answer = await deputy.posts(form, headers={"origin": "null", "sec-fetch-site": "same-origin"})
    assert answer.status_code == 303


async def test_an_unknown_item_and_anothers_item_are_the_same(house: House) -> None:
    outsider = await house.person("Посторонний П.П.")
    known = house.item("3.1.1").id
    addresses = [f"/item/{known}", f"/item/{known + 777}", f"/item/{known}/file", f"/item/{known}/report"]
    pages = [await outsider.opens(address) for address in addresses]
    assert {(page.status, page.text) for page in pages} == {(404, pages[0].text)}
    for odd in ("0", "-1", "9" * 30, "1e3", "abc", "1;drop"):
        assert (await outsider.opens(f"/item/{odd}")).status == 404


async def test_a_stranger_sees_nothing_and_does_nothing(house: House) -> None:
    browser = house.stranger()
    for address in ("/desk", "/board", "/settings", "/absence", house.card("3.1.1"), f"{house.card('3.1.1')}/file"):
        assert (await browser.opens(address)).status == 401
    assert (await browser.client.post(f"{house.card('3.1.1')}/take")).status_code == 401
    assert house.item("3.1.1").taken_at is None


async def test_stored_script_comes_out_as_text(house: House) -> None:
    async with await house.person(DEPUTY) as deputy, await house.person(HEAD) as head:
        form = (await head.opens(f"{house.card('3.1.1')}/reassign")).form("/reassign")
        refused = await head.sends(form, {"executor_1": SCRIPT, "reason": "Так решено"})
        form = (await deputy.opens(f"{house.card('3.1.1')}/note")).form("/note")
        await deputy.sends(form, {"text": f"{SCRIPT} и дальше"})
        form = (await deputy.opens(f"{house.card('3.1.1')}/report")).form("/report")
        said = {"number": '"><img src=x>', "dated": "2019-06-05"}
        await deputy.sends(form, said, (f"{SCRIPT}.pdf", PDF))
        page = await head.opens(house.card("3.1.1"))
    for shown in (page, refused):
        assert SCRIPT not in shown.html
        assert "<img src=x>" not in shown.html
    assert "&lt;script&gt;" in page.html
    assert SCRIPT in refused.text


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.pdf", "..\\..\\boot.pdf", "a\r\nSet-Cookie: x=1.pdf", "con/../x.pdf"]
)
async def test_a_files_name_is_never_a_path_or_a_header(house: House, name: str) -> None:
    async with await house.person(DEPUTY) as deputy:
        form = (await deputy.opens(f"{house.card('3.1.1')}/report")).form("/report")
        await deputy.sends(form, {"number": "15-р", "dated": "2019-06-05"}, (name, PDF))
        given = (await deputy.opens(f"{house.card('3.1.1')}/file")).answer
    kept = house.story.history("3.1.1")[-1].details["file"]
    assert not set("/\\\r\n") & set(kept)
    assert given.headers["content-disposition"].startswith("attachment; filename=\"file\"; filename*=UTF-8''")
    assert given.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert given.headers["content-type"] == "application/octet-stream"
    assert "set-cookie" not in given.headers


async def test_a_file_that_is_too_large_is_refused_before_it_has_come(house: House) -> None:
    async with await house.person(DEPUTY) as deputy:
        address = f"{house.card('3.1.1')}/report"
        declared = await deputy.client.post(address, content=b"", headers={"content-length": str(22 * 1024 * 1024)})
        odd = await deputy.client.post(address, content=b"", headers={"content-length": "1" * 40})
    assert {declared.status_code, odd.status_code} == {413}


async def test_a_body_without_a_declared_length_is_cut_at_the_bound(house: House) -> None:
    given = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal given
        while True:
            given += 1
            yield b"x" * 65536

    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'

    async def bomb() -> AsyncIterator[bytes]:
        yield head
        async for piece in endless():
            yield piece

    async with await house.person(DEPUTY) as deputy:
        kind = {"content-type": "multipart/form-data; boundary=b"}
        large = await deputy.client.post(f"{house.card('3.1.1')}/report", content=bomb(), headers=kind)
        pieces, given = given, 0
        small = await deputy.client.post(f"{house.card('3.1.1')}/note", content=bomb(), headers=kind)
    assert (large.status_code, small.status_code) == (413, 413)
    assert pieces <= 21 * 16 + 1
    assert given <= 2
    assert house.item("3.1.1").state is State.IN_PROGRESS


async def test_many_parts_and_broken_forms_are_refused(house: House) -> None:
    async with await house.person(DEPUTY) as deputy:
        form = (await deputy.opens(f"{house.card('3.1.1')}/note")).form("/note")
        many = {f"field{n}": "x" for n in range(100)}
        kind = {"content-type": "multipart/form-data; boundary=b"}
        answers = [
            await deputy.posts(form, many),
            await deputy.posts(form, {"text": "а" * 10_000}),
            await deputy.client.post(form.action, content=b"--b\r\nnonsense", headers=kind),
            await deputy.client.post(form.action, content=b"\xff", headers={"content-type": "multipart/form-data"}),
        ]
    assert [a.status_code for a in answers] == [400, 400, 403, 400]
    assert house.story.events("3.1.1").count("note") == 0


async def test_a_flood_on_one_link_is_answered_with_a_pause_and_leaves_others_well(house: House) -> None:
    app, link = house.app(), house.links.desk(DEPUTY)
    flood, other = house.stranger(app), house.stranger(app, client=("198.51.100.7", 1))
    answers = await asyncio.gather(*(flood.client.get(link) for _ in range(200)))
    statuses = [a.status_code for a in answers]
    assert statuses.count(200) <= 25
    assert statuses.count(429) >= 175
    assert all(int(a.headers["retry-after"]) >= 1 for a in answers if a.status_code == 429)
    assert (await other.opens(house.links.desk(HEAD))).status == 200


async def test_one_address_and_one_person_are_slowed_down_too(house: House) -> None:
    house.limits = Limits(address=Rate(10, 1), person=Rate(3, 1))
    app = house.app()
    deputy = await house.person(DEPUTY, app)
    assert [(await deputy.opens("/desk")).status for _ in range(3)] == [200, 200, 429]
    addressed = house.stranger(app)
    assert [(await addressed.opens("/")).status for _ in range(6)].count(429) >= 1


async def test_only_the_proxy_on_this_machine_may_name_the_client(house: House) -> None:
    house.limits = Limits(address=Rate(2, 0.001))
    app = house.app()
    proxied, direct = house.stranger(app), house.stranger(app, client=("203.0.113.9", 1))
    through = [(await proxied.opens("/", x_forwarded_for=f"198.51.100.{n}")).status for n in range(4)]
    lying = [(await direct.opens("/", x_forwarded_for=f"198.51.100.{n}")).status for n in range(4)]
    assert through == [200, 200, 200, 200]
    assert lying == [200, 200, 429, 429]


def test_buckets_keep_no_more_than_their_bound() -> None:
    buckets = Buckets(Rate(1, 1), most=100)
    assert [buckets.wait(str(n)) for n in range(1000)] == [0] * 1000
    assert len(buckets) == 100
    assert buckets.wait("999") == 1


async def test_the_description_of_the_interface_is_for_tests_only(house: House) -> None:
    async with await house.person(DEPUTY) as deputy:
        assert [(await deputy.opens(x)).status for x in ("/openapi.json", "/docs", "/redoc")] == [404, 404, 404]
    house.openapi = True
    assert "/item/{item_id}/{code}" in (await house.stranger().opens("/openapi.json")).answer.json()["paths"]
