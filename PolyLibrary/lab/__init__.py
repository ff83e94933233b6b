"""The lab: which phones exist, how they are reached and who holds them."""
