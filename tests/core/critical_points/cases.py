"""What the tests of critical points share."""


import numpy as np

YESTERDAY = np.array([[4.8], [4.9], [7.5], [7.9], [8.6], [9.8]])  # the notes' views

TODAY = np.array([4.9, 7.5, 7.9, 8.6, 9.8, 9.0])

# Roots of the gradient by resultants in 40 digits (sympy). Names of kinds as in DESIGN.
LITERATURE = {
    "bowl": [("local minimum", 0.0, 0.0)],
    "saddle": [("saddle point", 0.0, 0.0)],
    "monkey_saddle": [("undecided", 0.0, 0.0)],
    "himmelblau": [
        ("local minimum", -3.77931025337774689, -3.28318599128616941),
        ("local minimum", -2.80511808695274485, 3.13131251825057297),
        ("local minimum", 3.0, 2.0),
        ("local minimum", 3.58442834033049174, -1.84812652696440355),
        ("saddle point", -3.07302575076438961, -0.0813530442879675116),
        ("saddle point", -0.127961346730680066, -1.95371498024457643),
        ("saddle point", 0.0866775045553963518, 2.88425470117477611),
        ("saddle point", 3.38515418360702094, 0.0738518798377492877),
        ("local maximum", -0.270844590667347613, -0.923038556479981463),
    ],
    "rosenbrock": [("local minimum", 1.0, 1.0)],
    "beale": [
        ("local minimum", 3.0, 0.5),
        ("saddle point", 0.0, 1.0),
        ("saddle point", 0.100537937324158359, -2.64451358502312497),
    ],
    "plateau": [("local minimum", 0.0, 0.0)],
    "tiny_network": [("saddle point", 0.0, 0.0)],
}
