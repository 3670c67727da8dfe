"""Run what `docs/retrievers.md` shows, against a running service with the bundled guides.

    python docs/retrievers.py [http://127.0.0.1:8000]

In an environment that has the three libraries; it needs nothing of this project.
"""

import re
import sys
from pathlib import Path

PAGE = Path(__file__).with_suffix(".md")


def main() -> int:
    """Run the page's blocks; return how many found nothing on the question."""
    blocks = re.findall(
        r"^```python\n(.*?)^```$", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    shared: dict[str, object] = {}
    missed = 0
    for number, block in enumerate(blocks):
        names = shared if number == 0 else dict(shared)
        exec(compile(block, f"{PAGE.name}, block {number + 1}", "exec"), names)  # noqa: S102
        if number == 0:
            shared["SERVICE"] = sys.argv[1] if len(sys.argv) > 1 else shared["SERVICE"]
            continue
        texts = names["texts"]
        assert isinstance(texts, list)
        print(block.split()[1], len(texts), texts[0][:60])
        missed += not any("degree" in text for text in texts)
    return missed


if __name__ == "__main__":
    sys.exit(main())
