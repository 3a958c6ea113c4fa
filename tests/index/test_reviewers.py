"""Reviewers: who may review what, on a site on which somebody's roles are written down."""

from __future__ import annotations

import io

import pytest

from plainleaf.content.details import ROLES, TREATMENT_ROLES, TREATMENT_TYPES
from plainleaf.content.kinds import KINDS
from tests.content.red_flags.test_sets import PATH, SET
from tests.site_stages import plan_site
from tests.site_tools import BuildSite, CheckSite, MakeSite, minimal_config, minimal_page, run_plainleaf

BEN, ADA = "content/en/people/ben.md", "content/en/people/ada.md"
SYMPTOMS = "content/en/sciatica/symptoms.md"
AFTER = "2026-06-02"


def person(name: str, roles: str) -> str:
    """A person of the minimal site with roles."""
    return minimal_page(f"people/{name}.md", ("credentials:", f"reviews: [{roles}]\ncredentials:"))


def wrong(make_site: MakeSite, files: dict[str, str | bytes]) -> list[tuple[str, str]]:
    """The file and the severity of each review by somebody who may not review it."""
    found = plan_site(make_site(files=files)).report.problems
    return [
        (problem.place.path.rpartition("/")[2], problem.severity)
        for problem in found
        if problem.rule == "wrong-reviewer"
    ]


def test_the_roles_are_those_of_the_kinds_and_of_red_flags() -> None:
    of_kinds = [kind.role for kind in KINDS if kind.role]
    without = [kind.name for kind in KINDS if kind.is_reviewed and not kind.role]

    assert {*ROLES} == {*of_kinds, *TREATMENT_ROLES.values(), "red-flags"}
    assert TREATMENT_ROLES.keys() == TREATMENT_TYPES.keys()
    assert without == ["treatment"]
    assert [kind.name for kind in KINDS if kind.role and not kind.is_reviewed] == []


def test_a_site_without_roles_is_left_alone(make_site: MakeSite) -> None:
    assert wrong(make_site, {PATH: SET}) == []


@pytest.mark.parametrize(
    ("roles", "files"),
    [
        ("conditions, topics, red-flags", []),
        ("conditions, topics", ["signs.yaml"]),
        ("topics, red-flags", ["index.md"]),
        ("surgery, red-flags", ["get-help.md", "index.md", "symptoms.md"]),
    ],
)
def test_a_reviewer_needs_the_role_for_the_kind_or_the_set(roles: str, files: list[str], make_site: MakeSite) -> None:
    found = wrong(make_site, {PATH: SET, BEN: person("ben", roles)})

    assert sorted(found) == [(name, "warning") for name in files]


@pytest.mark.parametrize(
    ("type_", "roles", "is_wrong"),
    [
        ("surgery", "conditions, topics, surgery", False),
        ("medicine", "conditions, topics, surgery", True),
        ("medicine", "conditions, topics, medicines", False),
        ("other", "conditions, topics, surgery", True),
    ],
)
def test_a_treatment_needs_the_role_for_its_type(
    type_: str, roles: str, *, is_wrong: bool, make_site: MakeSite
) -> None:
    fields = f"type: {type_}\nbenefits: [Less pain.]\nrisks: [More pain.]\nwithout_it: It lasts.\nuncertainty: Much."
    page = minimal_page("sciatica/symptoms.md", ("kind: topic", "kind: treatment"), ("aspect: symptoms", fields))

    found = wrong(make_site, {"content/en/sciatica/care.md": page, BEN: person("ben", roles)})

    assert found == [("care.md", "warning")] * is_wrong


def test_where_one_person_has_roles_the_others_have_none(make_site: MakeSite) -> None:
    found = wrong(make_site, {ADA: person("ada", "topics, conditions")})

    assert [name for name, _ in found] == ["get-help.md", "index.md", "symptoms.md"]


def test_on_a_site_for_real_patients_it_is_an_error(make_site: MakeSite) -> None:
    config = minimal_config(("  name: Small Clinic\n", "  name: Small Clinic\n  demonstration: no\n"))

    found = wrong(make_site, {BEN: person("ben", "conditions"), "config.yaml": config})

    assert {severity for _, severity in found} == {"error"}


def test_a_misspelt_role_is_one_mistake(make_site: MakeSite, check_site: CheckSite) -> None:
    run = check_site(make_site(files={BEN: person("ben", "conditions, topiks")}))

    assert [(problem["rule"], problem["fix"]) for problem in run.problems] == [("wrong-type", "Did you mean 'topics'?")]


def test_roles_that_change_are_seen_by_the_next_build(make_site: MakeSite, build_site: BuildSite) -> None:
    root = make_site(files={BEN: person("ben", "conditions, topics")})
    before = build_site(root).rules
    (root / BEN).write_text(person("ben", "topics"), encoding="utf-8")

    assert (before, build_site(root).rules) == ([], ["wrong-reviewer"])


def test_the_author_is_known_by_either_path(make_site: MakeSite) -> None:
    page = minimal_page("sciatica/symptoms.md", ("reviewer: people/ben.md", "reviewer: ../people/ada.md"))

    found = plan_site(make_site(files={SYMPTOMS: page})).report.problems

    assert [problem.rule for problem in found] == ["same-reviewer"]


@pytest.mark.parametrize(("path", "role"), [(SYMPTOMS, "topics"), (PATH, "red-flags")])
@pytest.mark.parametrize("editorial", [False, True])
def test_review_refuses_somebody_without_the_role_and_names_who_has_it(
    path: str, role: str, *, editorial: bool, make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited = minimal_page("sciatica/symptoms.md", ("burning", "icy"))
    root = make_site(
        files={PATH: SET, SYMPTOMS: edited, BEN: person("ben", "surgery"), ADA: person("ada", "topics, red-flags")}
    )
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    options = ("--note", "Colder.", *(["--editorial"] * editorial))

    run = run_plainleaf("review", path, "--by", "ben", *options, "--root", root, "--as-of", AFTER)

    says = f"Ben Example does not have '{role}' in 'reviews', which {path} needs; people/ada.md does."
    assert (says in run.stderr) == (not editorial)
    # Nobody needs to be competent to say that only the wording changed, but every word of a set counts.
    assert run.code == (0 if editorial and path == SYMPTOMS else 2)
