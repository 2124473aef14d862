"""Where it appears: sections, line-ups, and the pages composed from them."""
