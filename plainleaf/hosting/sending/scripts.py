"""What runs where the site is kept, on a server or on this computer: short scripts for any POSIX shell.

A published site is in `sites/NAME` and its manifest in `manifests/NAME.json`, side by side. `current` is a link to one
of them, and is what the web server serves. Only a whole site gets into `sites`, by being renamed, and the link is
replaced by another in one step (rename(2)), so whenever one of these scripts is killed, patients have a whole site.
"""

# Each line that is for us begins with this: a server may say other things.
MARK = "plainleaf:"
WHOLE, BROKEN, MOVED, TAKEN = "whole", "broken", "moved", "taken"

# Says the name of the site that `current` leads to, "" for none, and fails for a link that leads elsewhere. Whoever
# made the link by hand may have written the whole path of the folder, or another one that leads there.
_CURRENT = """
in_folder() { (CDPATH= cd -P -- "$1" 2>/dev/null && pwd -P); }
current() {
  link=$(readlink current 2>/dev/null || true)
  link=${link%/}
  case $link in
    ""|sites/*) ;;
    */*) kept=$(in_folder sites) && [ "$(in_folder "${link%/*}")" = "$kept" ] || return 1;;
    *) return 1;;
  esac
  printf '%s\\n' "${link##*/}"
}
"""

# Takes the folder. Says which site is current, its manifest, and which sites are kept.
LOOK = f"""
set -eu
{_CURRENT}
cd "$1"
if [ -e current ] && [ ! -L current ]; then echo "{MARK}{TAKEN}"; exit 0; fi
current=$(current) || {{ echo "{MARK}{TAKEN}"; exit 0; }}
echo "{MARK}current $current"
for site in sites/*/; do
  site=${{site%/}}; site=${{site#sites/}}
  if [ -f "manifests/$site.json" ]; then echo "{MARK}kept $site"; fi
done
if [ -n "$current" ] && [ -f "manifests/$current.json" ]; then
  printf "{MARK}manifest "; cat "manifests/$current.json"
fi
echo "{MARK}{WHOLE}"
"""

# Takes the folder and the name of a site to come. What a run left that was killed a day ago or longer is deleted.
PREPARE = f"""
set -eu
umask 022
mkdir -p "$1/sites" "$1/manifests" "$1/incoming"
cd "$1"
find incoming -mindepth 1 -maxdepth 1 -mtime +0 -exec rm -rf {{}} +
mkdir "incoming/$2"
cat > "incoming/$2.json"
echo "{MARK}{WHOLE}"
"""

# The link is made under another name and renamed over the old one: `mv -T` of GNU and BusyBox, `mv -h` of BSD.
_SWITCH = """
switch() {
  rm -f ".current.$$"
  ln -s "sites/$1" ".current.$$"
  mv -fT ".current.$$" current 2>/dev/null || mv -fh ".current.$$" current
}
# Where nobody can lock, as some shells keep what is open from other programs, who comes last is still told apart.
lock() { if command -v flock >/dev/null; then exec 9> lock; flock 9 2>/dev/null || true; fi; }
"""

# Takes the number of files that there should be here, and their checksums by standard input.
_COMPARE = """
is_whole() {
  if command -v sha256sum >/dev/null; then sum=sha256sum; else sum="shasum -a 256"; fi
  $sum -c - >/dev/null 2>&1 && [ "$(find . ! -type d | wc -l)" -eq "$1" ]
}
"""

# Takes the folder and the name of a kept site. Says its manifest.
MANIFEST = f"""
set -eu
cd "$1"
if [ -f "manifests/$2.json" ]; then printf "{MARK}manifest "; cat "manifests/$2.json"; fi
"""

# Takes the folder, the name of a kept site and the number of its files. The checksums come by standard input.
COMPARE = f"""
set -eu
{_COMPARE}
cd "$1/sites/$2" 2>/dev/null || {{ echo "{MARK}{BROKEN}"; exit 0; }}
is_whole "$3" || {{ echo "{MARK}{BROKEN}"; exit 0; }}
echo "{MARK}{WHOLE}"
"""

# Takes the folder, the name of the site, the current one that was seen, the number of files, and how many to keep.
# The checksums come by standard input. A site that is not whole stays where it is, and is not served. What else
# somebody keeps in `sites` stays, too.
FINISH = f"""
set -eu
umask 022
{_SWITCH}
{_CURRENT}
cd "$1/incoming/$2"
{_COMPARE}
is_whole "$4" || {{ echo "{MARK}{BROKEN}"; exit 0; }}
# What is not on the disk yet could be lost with the power. Files with more links are there since an earlier site.
find . ! -type f -exec sync {{}} + 2>/dev/null || true
find . -type f -links 1 -exec sync {{}} + 2>/dev/null || true
cd "$1"
lock
[ "$(current)" = "$3" ] || {{ echo "{MARK}{MOVED}"; exit 0; }}
mv "incoming/$2.json" "manifests/$2.json"
mv "incoming/$2" "sites/$2"
switch "$2"
for old in $(ls sites | grep -E '^[0-9-]{{10}}T[0-9]{{6}}Z-[0-9a-f]+$' | sort -r | tail -n +"$(($5 + 1))"); do
  [ "$old" = "$2" ] && continue
  rm -f "manifests/$old.json"
  mv "sites/$old" "incoming/$old.old"
  rm -rf "incoming/$old.old"
done
echo "{MARK}{WHOLE}"
"""

# Takes the folder, the name of a kept site, and the current one that was seen.
GO_BACK = f"""
set -eu
umask 022
{_SWITCH}
{_CURRENT}
cd "$1"
lock
[ "$(current)" = "$3" ] || {{ echo "{MARK}{MOVED}"; exit 0; }}
[ -d "sites/$2" ] || {{ echo "{MARK}{BROKEN}"; exit 0; }}
switch "$2"
echo "{MARK}{WHOLE}"
"""
