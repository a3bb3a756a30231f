"""From an entry as printed to a CSL-JSON record: names, titles, dates, subjects, keys."""
