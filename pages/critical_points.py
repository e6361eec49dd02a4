"""Where the slope is zero the walk stops; only the curvature says whether that is a valley or a saddle."""

from pages.sections.critical_points import dimensions, explore, single
from pages.shared import frame
from pages.shared.words import t

frame.enter()
frame.head(t("Critical points"),
           t("Where the slope is zero the walk stops; only the curvature says whether that is a valley or a saddle."))
explore.show()
dimensions.show()
single.show()
frame.foot()
