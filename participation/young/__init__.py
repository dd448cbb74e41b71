"""The young people's pages that gather several features."""
