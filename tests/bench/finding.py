"""Finding a service in the example hall by what citizens type."""

import time
from pathlib import Path

from shared.queries.finding import Finder
from tests.bench import halls
from tests.bench.rounds import Outcome, Row, middle

MOST_MILLISECONDS = 5.0
SHOWN = 10
TYPED = (
    *("不", "不动产", "身份证丢了", "我想给孩子办理上学报名", "公安 户口"),
    *("b", "bdc", "bdc登记", "dengji", "bu dong chan", "shenfenzheng"),
    *("a", "renew licence", "passpotr", "I want to open a restaurant", "여권", "xyzzy"),
)


def services(folder: Path, rounds: int) -> Outcome:
    """The slowest of these texts, by its median over the rounds; also what making it all takes."""
    bus = halls.open_hall(folder)
    with bus.looking() as hall:
        Finder().prepare(hall)  # reads the dictionary of pinyin, once in a process
        finder = Finder()
        begun = time.perf_counter()
        finder.prepare(hall)
        made = (time.perf_counter() - begun) * 1000
        took: dict[str, list[float]] = {text: [] for text in TYPED}
        for _ in range(rounds):
            for text in TYPED:
                begun = time.perf_counter()
                finder.find(hall, text, SHOWN)
                took[text].append((time.perf_counter() - begun) * 1000)
    bus.store.close()
    slowest = max(middle(each) for each in took.values())
    usual = middle([middle(each) for each in took.values()])
    name = f"find one of {len(hall.services)} services, slowest, ms"
    row = Row(name, f"{slowest:.2f}", "-", slowest, "most", MOST_MILLISECONDS)
    return [row], [f"find, usual text: {usual:.2f} ms; the index was made in {made:.0f} ms"]
