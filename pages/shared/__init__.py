"""What pages share; importing it comes before NumPy is loaded.

Then NumPy's linear algebra keeps to one thread: the matrices here are small and the visitors many, and threads that
wait for each other on a busy machine cost a thousandfold. Whoever knows better sets the variable before.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
