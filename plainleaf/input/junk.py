"""Junk: files that programs leave behind beside the files that people write. Nobody means to publish them."""

from __future__ import annotations

import re

# Of systems and their file managers, editors, office programs, downloads and synchronization.
JUNK = re.compile(
    r"""
    \.ds_store | \._.* | \.localized | \.directory | \.spotlight-v100 | \.trash.* | \.fseventsd
    | \.nfs.* | \.fuse_hidden.*
    | \.~lock\..*\# | \.\#.* | \..*\.sw[a-p]
    | .* ~                                                  # backups of Unix editors
    | ~\$ .* | \#.*\# | .*\.(?: bak | backup | orig | rej | old | swp | swo | swn | tmp | temp | part | crdownload )
    | thumbs\.db | ehthumbs(?:_vista)?\.db | desktop\.ini | icon\r | \$recycle\.bin | system\ volume\ information
    | __macosx | __pycache__ | node_modules
    | 4913                                                  # Vim tries whether it may write by a file of this name
    """,
    re.IGNORECASE | re.VERBOSE,
)


def is_junk(name: str) -> bool:
    """Whether a file or folder of this name is left behind by a program."""
    return bool(JUNK.fullmatch(name))
