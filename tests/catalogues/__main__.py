"""`python -m tests.catalogues` checks. `--update` extracts anew and merges into every language.

`--todo pl` prints what a translator still has to do (with `--all` everything, to be read through), and
`--take pl FILE.json` merges what was filled in. See docs/translating.md.
"""

import argparse
import sys
from pathlib import Path

from participation.kernel.localisation import TRANSLATED
from tests.catalogues.checking import faults, keys, waiting
from tests.catalogues.extracting import extract
from tests.catalogues.files import TEMPLATE, merged, path_of, read, save, write
from tests.catalogues.handing import print_to_do, take_file

CODES = [language.code for language in TRANSLATED]
SHOWN = 60


def update() -> None:
    """Write the template and merge it into each language; translations are kept."""
    wanted = extract()
    write(TEMPLATE, wanted)
    for code in CODES:
        save(code, merged(read(path_of(code), code), wanted))


def check() -> int:
    """Say what is wrong."""
    found = faults()
    print("\n".join(found[:SHOWN]) or f"{len(keys(read(TEMPLATE)))} messages, {len(CODES)} languages: whole")
    for code in CODES:
        faulty, left = sum(fault.startswith(code + ":") for fault in found), waiting(code)
        if faulty or left:
            print(f"{code}: {faulty} faults, {left} texts wait for a translator and stand in English")
    return 1 if found else 0


def main() -> int:
    """Check, update, hand out or take."""
    parser = argparse.ArgumentParser(prog="python -m tests.catalogues", description=__doc__)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--todo", choices=CODES, metavar="LANGUAGE")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--take", nargs=2, metavar=("LANGUAGE", "FILE"))
    wanted = parser.parse_args()
    if wanted.update:
        update()
    elif wanted.todo:
        print(print_to_do(wanted.todo, wanted.all))
    elif wanted.take:
        refused = take_file(wanted.take[0], Path(wanted.take[1]))
        print("\n".join(refused) or "All of it is in the catalogue.")
        return 1 if refused else 0
    else:
        return check()
    return 0


if __name__ == "__main__":
    sys.exit(main())
