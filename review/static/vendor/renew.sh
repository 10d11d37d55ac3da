#!/bin/sh
# Fetches the vendored parts anew from the package registry: ./renew.sh [dkfds version] [htmx version]
# Kept: the neutral theme's built style sheet, the typefaces and icons it names, htmx, and every licence.
set -eu
DKFDS="${1:-11.2.0}"
HTMX="${2:-4.0.1}"
HERE="$(cd "$(dirname "$0")" && pwd)"
WORK="$(mktemp -d)"
trap 'rm -rf "$WORK"' EXIT
cd "$WORK"
npm pack --silent "dkfds@$DKFDS" "htmx.org@$HTMX" >/dev/null
mkdir dkfds htmx
tar xzf "dkfds-$DKFDS.tgz" -C dkfds --strip-components=1
tar xzf "htmx.org-$HTMX.tgz" -C htmx --strip-components=1

rm -rf "$HERE/dkfds" "$HERE/htmx"
mkdir -p "$HERE/dkfds/css" "$HERE/dkfds/fonts" "$HERE/dkfds/img/svg-icons" "$HERE/htmx"
cp htmx/dist/htmx.min.js htmx/LICENSE "$HERE/htmx/"
cp dkfds/LICENSE.md "$HERE/dkfds/"
FONTS=dkfds/dist/fonts/IBMPlexSans/complete/woff2
for face in Regular Italic Medium SemiBold Bold; do cp "$FONTS/IBMPlexSans-$face.woff2" "$HERE/dkfds/fonts/"; done
cp "$FONTS/license.txt" "$HERE/dkfds/fonts/LICENSE.txt"
cp dkfds/dist/img/all-svg-icons.svg "$HERE/dkfds/img/"
cp /usr/share/common-licenses/Apache-2.0 "$HERE/dkfds/img/LICENSE-icons.txt"

# One file a typeface: the style sheet names four formats and faces nobody uses here.
python3 - "$HERE/dkfds" <<'PYTHON'
import re
import shutil
import sys
from pathlib import Path

kept = Path(sys.argv[1])
css = Path("dkfds/dist/css/dkfds.min.css").read_text(encoding="utf-8")


def one_format(face: re.Match[str]) -> str:
    name = re.search(r"IBMPlexSans-(\w+)\.woff2", face[0])
    if name is None or not (kept / f"fonts/IBMPlexSans-{name[1]}.woff2").exists():
        return ""
    source = f'src:url(../fonts/IBMPlexSans-{name[1]}.woff2) format("woff2")'
    return re.sub(r"src:[^}]*", source, face[0])


css = re.sub(r"@font-face\{[^}]*\}", one_format, css)
css = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css)
(kept / "css/dkfds.min.css").write_text(css, encoding="utf-8")
for icon in sorted(set(re.findall(r"svg-icons/([\w-]+\.svg)", css))):
    shutil.copy(f"dkfds/dist/img/svg-icons/{icon}", kept / "img/svg-icons")
PYTHON
du -sh "$HERE"
