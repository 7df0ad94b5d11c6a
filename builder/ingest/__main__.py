"""The process in which a page is read that may be anybody's: bytes come in, JSON goes out, see `bounded`."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from builder.ingest.bounded import limit_this_process
from builder.ingest.decoding import UnreadableError, decode, unpack, without_hidden
from builder.ingest.markup import looks_like_html


def main() -> None:
    limit_this_process()
    try:
        unpacked = unpack(sys.stdin.buffer.read())
        text = decode(unpacked.data, unpacked.charset)
    except UnreadableError as error:
        answer: dict[str, object] = {"refusal": str(error)}
    else:
        if unpacked.address or sys.argv[1:] == ["page"] or looks_like_html(text):
            from builder.ingest.page import read_page  # noqa: PLC0415 - slow to load, and texts do without

            page = read_page(text, unpacked.address)
            answer = {
                "page": True,
                "text": without_hidden(page.text),
                "claims": [asdict(claim) for claim in page.claims],
            }
        else:
            answer = {"page": False, "text": without_hidden(text), "claims": []}
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))


if __name__ == "__main__":
    main()
