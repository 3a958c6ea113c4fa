"""Move a site in from another program: its pages become pages of this site, and what could not come over is listed."""

from plainleaf.importing.move import ORIGINS, Move, NewSite, make_move
from plainleaf.importing.new_settings import NewConfig
from plainleaf.importing.old_site import Origin
from plainleaf.importing.write import Written, write_move

__all__ = ["ORIGINS", "Move", "NewConfig", "NewSite", "Origin", "Written", "make_move", "write_move"]
