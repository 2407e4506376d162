"""The demo city with citizens who are signed in and have drafts that are complete: everything but the last press."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import cycle, islice
from typing import Any

CITIZENS = 8
PROCEDURE = "1.001193"
ANSWERS: dict[str, Any] = {
    "nycHoTen": "Nguyễn Thị Hồng Nhung", "nycNgaySinh": "1992-04-15", "nycSoDinhDanh": "031192001234",
    "nycNoiCuTru": "27 Nguyễn Đức Cảnh, phường Lê Chân", "nycDienThoai": "0987654321", "nycQuanHe": "me",
    "nksHoTen": "Đỗ Nguyễn An Nhiên", "nksNgaySinh": "2026-11-10", "nksGioiTinh": "nu", "nksDanToc": "01",
    "nksQuocTich": "VN", "nksNoiSinhLoai": "co-so-y-te", "nksCoSoYTe": "Bệnh viện Phụ sản Hải Phòng",
    "nksSoChungSinh": "123/2026", "nksNoiSinh": "19 Trần Quang Khải, phường Hồng Bàng", "nksQueQuan": "Hải Phòng",
    "meHoTen": "Nguyễn Thị Hồng Nhung", "meNgaySinh": "1992-04-15", "meSoDinhDanh": "031192001234", "meDanToc": "01",
    "meQuocTich": "VN", "meLoaiCuTru": "thuong-tru", "meNoiCuTru": "27 Nguyễn Đức Cảnh, phường Lê Chân",
    "chaCoThongTin": False, "nhanKetQua": "dien-tu", "banSaoCo": False,
}  # fmt: skip
COMMUNES = ("11383", "11311", "11329")


@dataclass(frozen=True)
class SignedIn:
    """An account with a session: what its browser would send along."""

    account_id: int
    person_id: int
    cookie: str


def seed_city() -> None:
    """The demo's people, offices and procedures."""
    from motcua.demo.seed import seed
    from motcua.platform import clock

    seed(clock.now())


def sign_in(username: str) -> SignedIn:
    """A session of this account, made as signing in makes it but without the password's deliberate slowness."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from motcua.accounts.public import Account
    from motcua.accounts.sessions import ASSURANCE, SessionStore

    account = Account.objects.get(username=username)
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    # As if by national e-identity: what is filed here asks for it.
    session[ASSURANCE] = 2
    session.create()
    return SignedIn(account.pk, account.person_id, f"motcua={session.session_key}; csrftoken={TOKEN}")


TOKEN = "c" * 32
PASSWORD = "bến cảng gió lộng tháng tư"


def citizens(count: int = CITIZENS) -> list[SignedIn]:
    """New citizens, each signed in."""
    from datetime import date

    from motcua.accounts.public import register_citizen
    from motcua.platform import clock
    from motcua.platform.action import SYSTEM

    signed_in = []
    for number in range(count):
        account = register_citizen(
            by=SYSTEM,
            at=clock.now(),
            full_name="Nguyễn Văn Bình",
            birth_date=date(1990, 1, 1),
            personal_id=f"0310900{number:05}",
            phone=f"09120{number:05}",
            email=f"binh{number}@example.vn",
            password=PASSWORD,
            username=f"binh{number}",
        )
        signed_in.append(sign_in(account.username))
    return signed_in


def drafts(of: Sequence[SignedIn], count: int) -> list[tuple[str, SignedIn]]:
    """So many drafts that can be filed, over these citizens and all communes in turn.

    One a citizen and commune is made through the actions, the others are copies of its rows.
    """
    from django.db import connection

    models = list(islice(cycle(_draft(each, commune) for commune in COMMUNES for each in of), len(of) * len(COMMUNES)))
    made: list[tuple[str, SignedIn]] = []
    copies = -(-count // len(models))
    with connection.cursor() as cursor:
        for model, owner in models:
            cursor.execute(_COPY.format(columns=columns("dossiers_draft")), {"model": model, "copies": copies})
            made += [(str(row[0]), owner) for row in cursor.fetchall()]
        cursor.execute("ANALYZE")
    return [made[place * copies + number] for number in range(copies) for place in range(len(models))][:count]


_COPY = """
WITH draft AS (
    INSERT INTO dossiers_draft (id, {columns}) SELECT gen_random_uuid(), {columns}
    FROM dossiers_draft, generate_series(1, %(copies)s) WHERE id = %(model)s
    RETURNING id
), file AS (
    INSERT INTO dossiers_draftfile (draft_id, component_id, file_id, added_at)
    SELECT draft.id, component_id, file_id, added_at FROM draft, dossiers_draftfile WHERE draft_id = %(model)s
)
SELECT id FROM draft
"""


def columns(table: str, *without: str) -> str:
    """The columns of a table but its key and those named, for a statement that copies rows."""
    from django.db import connection

    with connection.cursor() as cursor:
        found = connection.introspection.get_table_description(cursor, table)
    return ", ".join(column.name for column in found if column.name not in ("id", *without))


def _draft(owner: SignedIn, commune: str) -> tuple[str, SignedIn]:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from motcua.accounts.public import Account, actor_of
    from motcua.dossiers.public import attach_file, save_draft, start_draft, take_paper
    from motcua.platform import clock
    from motcua.procedures.public import ProcedureVersion

    at = clock.now()
    by = actor_of(Account.objects.get(pk=owner.account_id), at=at)
    version = ProcedureVersion.objects.published(clock.today()).get(procedure__code=PROCEDURE)
    case = version.cases.get()
    draft = start_draft(version, case, by=by, at=at)
    save_draft(draft, answers={**ANSWERS, "dkXa": commune}, by=by, at=at)
    paper = SimpleUploadedFile("giay-chung-sinh.png", _scan())
    attach_file(draft, case.components.get(key="giay-chung-sinh"), take_paper(paper), by=by, at=at)
    return str(draft.pk), owner


def _scan() -> bytes:
    from PIL import Image

    page = BytesIO()
    Image.new("RGB", (600, 800), "white").save(page, "PNG")
    return page.getvalue()
