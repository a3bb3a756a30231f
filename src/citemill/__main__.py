"""`python -m citemill`."""

from citemill.cli import main

if __name__ == "__main__":
    main()
