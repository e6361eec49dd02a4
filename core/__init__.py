"""How a machine learns, in numbers only: models, losses, optimizers, and what is done with them."""
