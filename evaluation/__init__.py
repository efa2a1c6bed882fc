"""How good a bundle is: metrics with intervals, reports, and benchmarks against the floor."""
