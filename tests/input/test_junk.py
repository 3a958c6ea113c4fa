"""Names of files that nobody means to publish, and names that only look like them."""

from __future__ import annotations

import pytest

from plainleaf.input.junk import find_original, is_for_staff, is_junk, is_listed, is_secret


@pytest.mark.parametrize(
    "name",
    [
        "x.md.bak", "X.MD.BAK", "x.md.orig", "#x.md#", "4913", "~$x.docx", "Thumbs.db", "THUMBS.DB", "desktop.ini",
        ".DS_Store", "._x.png", "x.md~", ".x.md.swp", ".~lock.x.odt#", "x.tmp", "x.part", "x.crdownload", ".#x.md",
    ],
)  # fmt: skip
def test_what_programs_leave_behind_is_junk(name: str) -> None:
    assert is_junk(name)


@pytest.mark.parametrize(
    "name", ["x.md", "4913.md", "orig.svg", "backup.pdf", "thumbs.md", "temporary.txt", ".well-known"]
)
def test_other_files_are_no_junk(name: str) -> None:
    assert not is_junk(name)


@pytest.mark.parametrize(
    "name",
    [
        "id_rsa", "id_ed25519", "id_ecdsa_sk", "server.pem", "SERVER.KEY", "a.p12", "a.pfx", "a.ppk", ".env",
        "prod.env", "env.local", ".npmrc", ".htpasswd", "wp-config.php", "wp-config-old.php", "dump.sql", "dump.SQL.gz",
        "patients.mdb", "clinic.sqlite3", "credentials.json", "secrets.yaml", "client_secret_1.json", "passwords.kdbx",
        "passwords.xlsx", "Passwords 2026.docx", "contraseñas.txt", "api-keys.csv", "id_rsa.txt", "server.pem.txt",
    ],
)  # fmt: skip
def test_keys_passwords_and_databases_are_secret(name: str) -> None:
    assert is_secret(name)


@pytest.mark.parametrize(
    "name",
    [
        "id_rsa.md",
        "keyhole.svg",
        "environment.pdf",
        "key.png",
        "secrets-of-sleep.pdf",
        "passwords.pdf",
        "passwordless.txt",
    ],
)
def test_other_files_are_not_secret(name: str) -> None:
    assert not is_secret(name)


@pytest.mark.parametrize(
    ("name", "original"),
    [
        ("x - Copy.md", "x.md"),
        ("x - Copy (2).md", "x.md"),
        ("x (1).md", "x.md"),
        ("x copy.md", "x.md"),
        ("x copy 2.md", "x.md"),
        ("Copy of x.md", "x.md"),
        ("x.bak.md", "x.md"),
        ("x_backup.md", "x.md"),
        ("x.old.md", "x.md"),
        ("x-old.md", None),
        ("x - Kopie.md", "x.md"),
        ("x - copia.md", "x.md"),
        ("x – Kopie.md", "x.md"),
        ("x - Cópia (2).md", "x.md"),
        ("x copia 2.md", "x.md"),
        ("x-DESKTOP-1A2B3C4.md", "x.md"),
        ("x (copia en conflicto de Ada 2026-11-02).md", ""),
        ("x (Ada's conflicted copy 2026-11-02).md", ""),
        ("y.sync-conflict-20261102-101112-ABCDEF.md", ""),
        ("y (1).md", None),
        ("x-copy.md", None),
        ("copy.md", None),
        ("x.md", None),
    ],
)
def test_a_copy_is_one_of_a_file_beside_it(name: str, original: str | None) -> None:
    assert find_original(f"content/en/{name}", ["content/en/x.md", "content/es/y.md"]) == original


@pytest.mark.parametrize(
    ("path", "is_published"),
    [
        ("static/pictures/a.SVG", True),
        ("static/forms/a.pdf", True),
        ("static/forms/a.docx", False),
        ("static/a.html", False),
        ("static/a.log", False),
        ("static/pictures/README.txt", False),
        ("static/root/google0123.html", True),
        ("static/root/apple-app-site-association", True),
        ("static/root/a.xlsx", False),
        ("content/en/a.pdf", False),
    ],
)
def test_what_patients_can_open_is_published_from_static(path: str, is_published: bool) -> None:
    assert is_listed(path) == is_published


def test_read_me_files_are_for_staff() -> None:
    assert is_for_staff("README.txt")
    assert not is_for_staff("notes.txt")
