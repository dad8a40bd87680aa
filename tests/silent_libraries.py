"""Libraries print nothing, and what is to be typed is not theirs to say: fails with a line for each breach.

usage: silent_libraries.py SOURCE_DIR
"""
import pathlib
import re
import sys

LIBRARIES = ("messages", "text", "entities", "store", "indexer", "searcher", "render", "fit")
PRINTS = re.compile(r"std::(cout|cerr|clog)\b|\b(f?printf|f?puts|perror)\(|fmt::print\b")
LITERAL = re.compile(r'"(?:[^"\\]|\\.)*"')
# An option, or a command of the program with what follows it.
TYPED = re.compile(r"(^|[\s(])--[a-z][a-z-]+|\bnewsidx (add|reindex|check|status|fit|facets|watch|search|compact|aliases)\b")
# Text that is not yet a kind of message names what to type in these. None may be added.
LEFT = {
    "entities/names/name_model.cc", "entities/topics/topic_model.cc",
    "entities/topics/topic_vocabulary.cc", "fit/fit_files.cc", "fit/names/name_fit.cc",
    "fit/stems/model_fit.cc", "fit/topics/topic_fit.cc", "indexer/formats/json_lines.cc",
    "indexer/formats/plain_text.cc", "indexer/intake/archive_scan.cc", "indexer/open_index.cc",
    "indexer/rebuild.cc", "indexer/reindex.cc", "indexer/writer.cc", "render/counts.cc",
    "searcher/watch/watch.cc", "searcher/watch/watch_book.cc", "store/atomic_file.cc",
    "store/fingerprint.cc", "store/generations.cc", "store/index_dir.cc", "store/manifest.cc",
    "store/metadata.cc", "store/record.cc", "store/root_list.cc", "store/xapian_errors.cc",
    "text/decode.cc", "text/morphology/model.cc",
}


def breaches(root):
    naming = set()
    for folder in LIBRARIES:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix not in (".h", ".cc"):
                continue
            name = str(path.relative_to(root))
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                code = line.split("//")[0] if '"' not in line else line
                if code.lstrip().startswith(("#include", "//")):
                    continue
                if PRINTS.search(code):
                    yield f"{name}:{number}: a library prints: {line.strip()}"
                if any(TYPED.search(literal[1:-1]) for literal in LITERAL.findall(code)):
                    naming.add(name)
                    if name not in LEFT:
                        yield f"{name}:{number}: a library says what to type: {line.strip()}"
    for name in sorted(LEFT - naming):
        yield f"{name}: names nothing to type any more: take it off the list"


def main():
    found = list(breaches(pathlib.Path(sys.argv[1])))
    print("\n".join(found) or "libraries: silent")
    sys.exit(1 if found else 0)


main()
