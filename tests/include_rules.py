"""Who may include whom (docs/architecture.md): fails with a line for each breach.

usage: include_rules.py SOURCE_DIR
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
    "cli": {"newsidx", "text", "entities", "store", "indexer", "searcher", "render", "fit", "web",
            "messages"},
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


def main():
    root = pathlib.Path(sys.argv[1])
    found = [*breaches(root), *own_headers(root)]
    print("\n".join(found) or "include rules: kept")
    sys.exit(1 if found else 0)


main()
