"""The report of a reading: what was detected, what was repaired, and what was left out, in sentences."""

from collections.abc import Sequence

from data.sentence import Sentence

MOST_NAMED = 8                                          # names listed in one sentence; the rest are counted


class Report:
    """Collects notes and dropped lines while a file is read."""

    def __init__(self) -> None:
        self.notes: list[Sentence] = []
        self.dropped: list[tuple[int, Sentence]] = []
        self._reasons: dict[str, Sentence] = {}         # reasons without values: one for hundreds of thousands of lines

    def note(self, template: str, **values: object) -> None:
        """Say something about the whole file or a column, once."""
        sentence = Sentence(template, **values)
        if sentence not in self.notes:
            self.notes.append(sentence)

    def drop(self, line: int, template: str, **values: object) -> None:
        """Say that a line of the file is not in the table, and why."""
        if values:
            self.dropped.append((line, Sentence(template, **values)))
        else:
            self.dropped.append((line, self._reasons.setdefault(template, Sentence(template))))

    def summarize(self) -> None:
        """Put the number of dropped lines, with the first reason, among the notes."""
        if self.dropped:
            self.dropped.sort(key=lambda each: each[0])
            line, reason = self.dropped[0]
            self.note(
                "{n} row(s) left out; line {line}: {reason}", n=len(self.dropped), line=line, reason=reason
            )


def listed(names: Sequence[object]) -> str | Sentence:
    """Names joined by commas, at most a handful, then how many more there are."""
    shown = ", ".join(str(name) for name in names[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    return Sentence("{names} and {n} more", names=shown, n=more) if more > 0 else shown
