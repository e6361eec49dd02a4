"""The loss decides which line is best: squares listen to far points, absolute values do not."""

from pages.sections.loss_comparison import classes, numbers
from pages.sections.loss_comparison.style import keep_room
from pages.shared import frame
from pages.shared.words import t

frame.enter()
keep_room()
frame.head(t("Loss comparison"),
           t("The loss decides which line is best: squares listen to far points, absolute values do not."))
work = frame.need()
if work.task == "classification":
    classes.compare(work)
elif work.matrix.names:
    numbers.compare(work)
else:
    numbers.without_rows()
frame.foot()
