"""The texts to translate. ``python -m tests.catalogue`` writes resources/translations/learnscope.pot anew."""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

import explorer
import resources
from explorer.texts.language import DOMAIN

TEMPLATE = resources.path("translations", f"{DOMAIN}.pot")
_HEAD = b"""\
# Texts of Learnscope, for translators.
msgid ""
msgstr ""
"Project-Id-Version: Learnscope\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def template() -> bytes:
    """Return the catalogue of all texts in `explorer`, without translations."""
    catalog = Catalog()
    for _file, _line, message, comments, context in extract_from_dir(Path(explorer.__file__).parent):
        catalog.add(message, None, auto_comments=comments, context=context)
    file = BytesIO()
    write_po(file, catalog, width=0, omit_header=True, sort_output=True)
    return _HEAD + file.getvalue()


if __name__ == "__main__":
    TEMPLATE.write_bytes(template())
