"""`copy`: start the site's own version of a shipped file, at the same path in the site's folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from plainleaf.command.streams import refuse
from plainleaf.content import red_flags as ready_sets
from plainleaf.content.red_flags.sets import FOLDER, path_of
from plainleaf.input.fieldtypes import LANGUAGE_CODE
from plainleaf.input.files import walk
from plainleaf.input.shipped import find_shipped
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Report, suggest

# Where a file of the site's own replaces a shipped one of the same path.
FOLDERS = ("templates", "static/css", "static/icons", "static/scripts")
COMPONENTS = "templates/components/"
# The interface texts of a language that does not come with plainleaf begin as a copy of the English ones.
WORDS = lazy_pattern(rf"templates/words/{LANGUAGE_CODE}\.yaml")
ENGLISH = "templates/words/en.yaml"
# Sets of red flags for a site to begin with: content/LANGUAGE/red-flags/NAME.yaml is copied from LANGUAGE/NAME.yaml.
READY = Path(ready_sets.__file__).parent / "ready"
SET = lazy_pattern(rf"content/({LANGUAGE_CODE})/{FOLDER}/([^/]+\.yaml)")


def copy_files(root: Path, names: Sequence[str]) -> int:
    """Copy shipped files into the site, or list them, and say what to do next. Returns 0, or 2 if refused.

    A name is the path of a file, of the folder of a component, which is copied whole, or of another folder, which is
    listed. If any file exists already, nothing is copied.
    """
    known = list_shipped()
    if not names:
        return _list_all([*known, *list_sets()], "What you can copy, to change it in your site: plainleaf copy PATH")
    wanted: dict[str, str] = {}
    for name in map(_tidy, names):
        found = _files_for(name, known)
        if not found:
            inside = [path for path in known if path.startswith(f"{name}/")]
            return _list_all(inside, f"In {name}:") if inside else refuse(_say_unknown(name, known))
        wanted |= found
    existing = [path for path in wanted if (root / path).exists() or (root / path).is_symlink()]
    if existing:
        return refuse(f"{existing[0]} is in your site already; nothing was changed")
    return _copy(root, wanted)


def list_shipped() -> tuple[str, ...]:
    """The path of every file that a site can override. Files that only tests need are left out."""
    shipped = find_shipped()
    paths = (path for folder in FOLDERS for path in walk(shipped, folder, Report()))
    return tuple(path for path in paths if "/expected/" not in path)


def list_sets() -> tuple[str, ...]:
    """The path in a site of every set of red flags that comes with plainleaf, for a clinic to approve as its own."""
    return tuple(sorted(path_of(file.parent.name, file.stem) for file in READY.glob("*/*.yaml")))


def list_names(known: Iterable[str]) -> list[str]:
    """What can be named: files, and components by their folders."""
    return list(dict.fromkeys(_component_of(path) or path for path in known))


def _component_of(path: str) -> str:
    """The folder of the component that a file belongs to, "" for other files."""
    if not path.startswith(COMPONENTS):
        return ""
    return COMPONENTS + path.removeprefix(COMPONENTS).partition("/")[0]


def _tidy(name: str) -> str:
    return str(PurePosixPath(name.replace("\\", "/")))


def _files_for(name: str, known: Iterable[str]) -> dict[str, str]:
    """The files to copy for a name: each path in the site, with that of the shipped file."""
    if name in known:
        return {name: name}
    if WORDS.fullmatch(name):
        return {name: ENGLISH}
    if name in list_sets() and (found := SET.fullmatch(name)):
        return {name: str(READY / found[1] / found[2])}
    return {path: path for path in known if _component_of(path) == name}


def _say_unknown(name: str, known: Iterable[str]) -> str:
    names = [*list_names(known), *list_sets(), *known]
    ending = [each for each in names if each.endswith(f"/{name}") or each.startswith(f"{COMPONENTS}{name}.")]
    stems = ending or [each for each in names if PurePosixPath(each).stem == PurePosixPath(name).stem]
    otherwise = "Run 'plainleaf copy' to see what there is."
    fix = f"Did you mean '{stems[0]}'?" if len(set(stems)) == 1 else suggest(name, names, otherwise=otherwise)
    return f"nothing that comes with plainleaf is called '{name}'. {fix}"


def _list_all(known: Iterable[str], title: str) -> int:
    print(title)
    for name in list_names(known):
        print(f"  {name}")
    return 0


def _copy(root: Path, wanted: Mapping[str, str]) -> int:
    shipped, inside = find_shipped(), root.resolve()
    for path in wanted:
        if not (root / path).parent.resolve().is_relative_to(inside):
            return refuse(f"{path} is outside the site's folder because of a link; nothing was written")
    for path, source in wanted.items():
        try:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            with (root / path).open("xb") as stream:
                stream.write((shipped / source).read_bytes())
        except OSError as error:
            return refuse(f"{path} cannot be written: {error.strerror}")
        print(f"Copied {path}.")
    print(_next_step(*next(iter(wanted.items()))))
    return 0


def _next_step(path: str, source: str) -> str:
    """What to do with a copy of a shipped file."""
    if path == source and WORDS.fullmatch(path):
        return "Change the texts that you want otherwise, and delete all other lines: plainleaf has them."
    if WORDS.fullmatch(path):
        return "Translate what stands after the colons."
    if SET.fullmatch(path):
        return "Name its pages in it, then have a clinician approve it with 'plainleaf review'."
    return "Edit it: your version replaces ours. After an update of plainleaf, compare it with the new original."
