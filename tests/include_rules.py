"""Who may include whom: fails with a line for each breach, and when docs/architecture.md draws other layers.

usage: include_rules.py SOURCE_DIR [--draw]     --draw: puts the drawing into docs/architecture.md
"""
import pathlib
import re
import sys

# Folder -> the project's folders it may include besides itself; "newsidx" stands for include/newsidx.
ALLOWED = {
    "include": {"newsidx"},
    "messages": {"newsidx"},
    "text": {"newsidx"},
    "entities": {"newsidx", "text"},
    "store": {"newsidx", "text"},
    "indexer": {"newsidx", "text", "entities", "store"},
    "searcher": {"newsidx", "text", "entities", "store"},
    "render": {"newsidx"},
    "fit": {"newsidx", "text", "entities", "store", "indexer"},
    "web": {"newsidx", "render"},
    "cli": {"newsidx", "render"},
}
# Libraries that only some folders may use.
ONLY_IN = {
    r"<unicode/": {"text"},
    r"<CLI/": {"cli"},
    r"<libxml/": {"text", "indexer", "render"},
    r"<xapian": {"text", "store", "indexer", "searcher"},
}
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]')


def own_headers(root):
    """A source includes its own header first, which shows that the header needs no other."""
    for folder in ALLOWED:
        for header in sorted((root / folder).rglob("*.h")):
            source = header.with_suffix(".cc")
            if not source.exists():
                continue
            own = str(header.relative_to(root))
            lines = source.read_text(encoding="utf-8").splitlines()
            includes = [match[2] for line in lines if (match := INCLUDE.match(line))]
            if not includes or includes[0] != own:
                yield f"{source.relative_to(root)}: has to include {own} before anything else"


def breaches(root):
    for folder, allowed in ALLOWED.items():
        for path in sorted((root / folder).rglob("*")):
            if path.suffix not in (".h", ".cc"):
                continue
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                match = INCLUDE.match(line)
                if not match:
                    continue
                place = f"{path.relative_to(root)}:{number}"
                kind, target = match.groups()
                first = target.split("/")[0]
                if kind == '"' and first not in allowed | {folder}:
                    yield f"{place}: {folder} may not include {target}"
                if kind == "<" and folder == "include" and "/" in target:
                    yield f"{place}: a public header may include the standard library only: {target}"
                for library, folders in ONLY_IN.items():
                    if re.match(library, kind + target) and folder not in folders:
                        yield f"{place}: {target} is for {', '.join(sorted(folders))} only"


def layer(folder):
    """One above the highest that it may include."""
    return max((1 + layer("include" if other == "newsidx" else other)
                for other in ALLOWED[folder] if other != "newsidx" or folder != "include"), default=0)


def drawing(root):
    """The folders that are there, the highest layer first."""
    layers = {}
    for folder in ALLOWED:
        if (root / folder).is_dir():
            layers.setdefault(layer(folder), []).append(folder)
    rows = []
    for number in sorted(layers, reverse=True):
        for folder in layers[number]:
            below = [other for other in ALLOWED if other in ALLOWED[folder] or
                     (other == "include" and "newsidx" in ALLOWED[folder] and folder != "include")]
            below = [other for other in below if (root / other).is_dir()]
            rows.append(f"    {number} | {folder:<9}" + (f"-> {', '.join(below)}" if below else "-> std"))
    return "\n".join(rows)


DRAWN = re.compile(r"(?<=<!-- layers -->\n\n).*?(?=\n\n<!-- end of layers -->)", re.DOTALL)


def other_drawing(root):
    drawn = DRAWN.search((root / "docs/architecture.md").read_text(encoding="utf-8"))
    if not drawn or drawn[0] != drawing(root):
        yield "docs/architecture.md: draws other layers than these: run tests/include_rules.py . --draw"


def draw(root):
    page = root / "docs/architecture.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(DRAWN.sub(lambda _: drawing(root), text), encoding="utf-8")


def main():
    root = pathlib.Path(sys.argv[1])
    if sys.argv[2:] == ["--draw"]:
        draw(root)
    found = [*breaches(root), *own_headers(root), *other_drawing(root)]
    print("\n".join(found) or "include rules: kept")
    sys.exit(1 if found else 0)


main()
