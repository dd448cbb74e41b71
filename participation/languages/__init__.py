"""Languages: which translated texts a person stands by."""
