"""How fast, and how heavy: `make bench` measures what `bench/README.md` tells of."""
