"""You said, we did: asks with an owner and a day, and what young people read about them."""
