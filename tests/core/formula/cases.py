"""What the tests of formulas share."""


import numpy as np

AT = np.array([1.3, -0.7])

u, v = AT
