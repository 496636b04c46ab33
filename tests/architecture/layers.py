"""Reads allowed_includes.txt and names each include that breaks it."""
import pathlib
import re

SOURCES = ("rules", "notifiers", "daemon")
EVERYWHERE = {"fmt", "tl"}
POSIX = {"arpa", "fcntl", "netdb", "netinet", "poll", "pwd", "sys", "unistd"}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def read_table(path):
    """Folder or file -> what it may use."""
    rows = {}
    for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
        words = line.split("#")[0].split()
        if words:
            rows[words[0]] = set(words[1:])
    return rows


def nearest_row(rows, file):
    """The row of the file itself, else of the deepest folder above it that has one."""
    for place in (file, *file.parents):
        row = rows.get(str(place))
        if row is not None:
            # "*" is the composition root: its own files, not whatever folder is put below it.
            return None if "*" in row and place != file.parent else str(place)
    return None


def folder_row(rows, file):
    """The row of the folder that `file` lies in, also where the file has a row of its own."""
    return nearest_row({name: row for name, row in rows.items() if name != str(file)}, file)


def library_of(header):
    name = header.split("/")[0].removesuffix(".hpp").removesuffix(".h")
    return "posix" if name in POSIX else name


def offence(rows, file, header):
    """Why `file` (a path from the root) may not include `header`, or None."""
    row = nearest_row(rows, file)
    if row is None:
        return f"{file}: allowed_includes.txt has no row for this folder"
    # Prohibitions are inherited from every row above.
    forbidden = {word[1:] for place in (file, *file.parents) for word in rows.get(str(place), ()) if word[0] == "!"}
    allowed = {word for word in rows[row] if word[0] != "!"}
    library = library_of(header)
    if header in forbidden:
        return f"{file}: <{header}> is forbidden below {file.parts[0]}/"
    if "*" in allowed or library in EVERYWHERE:
        return None
    if library in SOURCES:
        target = nearest_row(rows, pathlib.PurePosixPath(header))
        if target == folder_row(rows, file) or target in allowed:
            return None
        return f'{file}: "{header}": {row} may not use {target}'
    if library == header:
        return None  # the standard library
    if library in allowed:
        return None
    return f"{file}: <{header}>: {row} may not use {library}"


def offences(root, rows):
    """Every offence below root/rules, root/notifiers and root/daemon, as file:line: sentence."""
    root = pathlib.Path(root)
    found = []
    for path in sorted(p for top in SOURCES for p in (root / top).rglob("*") if p.suffix in (".cpp", ".hpp", ".ipp")):
        file = pathlib.PurePosixPath(path.relative_to(root))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            match = INCLUDE.match(line)
            if not match:
                continue
            bracket, header = match.groups()
            why = offence(rows, file, header)
            if why is None and bracket == '"' and not (root / header).is_file():
                why = f'{file}: "{header}" is not a path from the root of the repository'
            if why is None and bracket == "<" and header.split("/")[0] in SOURCES:
                why = f'{file}: <{header}> is ours: write it with quotes'
            if why:
                found.append(why.replace(":", f":{number}:", 1))
    return found
