"""Small numbers: what may be shown of a table of counts. Pure (practice.md, "Small numbers")."""
