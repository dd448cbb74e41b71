"""The catalogues: what the pages say equals what is committed, and every translation is whole."""
