"""A made-up council with two years of made-up voices, so that every page can be tried. Plainly a demo, never real."""
