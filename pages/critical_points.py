"""Where the slope is zero the walk stops; only the curvature says whether that is a valley or a saddle."""

from pages.sections.critical_points import dimensions, escape, explore, single
from pages.shared import frame
from pages.shared.words import t

frame.enter()
frame.head(t("Critical points"),
           t("Where the slope is zero the walk stops; only the curvature says whether that is a valley or a saddle."))
explore.stand_and_walk()
escape.out_of_a_saddle()
dimensions.many_parameters()
single.single_weights()
frame.foot()
