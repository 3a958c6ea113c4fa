"""All tools that can be measured, in the order of the tables."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.eleventy_site import make_eleventy_recipe
from benchmarks.hugo_site import make_hugo_recipe
from benchmarks.mkdocs_site import make_mkdocs_recipe
from benchmarks.pelican_site import make_pelican_recipe
from benchmarks.plainleaf_site import make_plainleaf_recipes
from benchmarks.recipe import Missing, Recipe
from benchmarks.zensical_site import make_zensical_recipe

PEERS = (make_hugo_recipe, make_eleventy_recipe, make_mkdocs_recipe, make_pelican_recipe, make_zensical_recipe)
TOOLS = Path(__file__).parent / "work" / "tools"


def find_recipes(tools: Path, only: Sequence[str] = ()) -> tuple[list[Recipe], list[Missing]]:
    """The recipes of the tools that are there, and those that are omitted. `only` names the wanted ones, () for all.

    Raises SystemExit for a name that no tool has.
    """
    found = [*make_plainleaf_recipes(), *(make_recipe(tools.resolve()) for make_recipe in PEERS)]
    unknown = set(only) - {each.name for each in found}
    if unknown:
        names = ", ".join(each.name for each in found)
        raise SystemExit(f"No tool has the name {', '.join(sorted(unknown))}. There are: {names}.")
    wanted = [each for each in found if not only or each.name in only]
    recipes = [each for each in wanted if isinstance(each, Recipe)]
    return recipes, [each for each in wanted if isinstance(each, Missing)]


def print_tools(recipes: Sequence[Recipe], missing: Sequence[Missing]) -> None:
    """Say which tools are measured, in which version, and which are omitted, and why."""
    for recipe in recipes:
        print(f"{recipe.name} {recipe.version}: {recipe.note}")
    for each in missing:
        print(f"{each.name} is omitted: {each.reason}")
    print(flush=True)
