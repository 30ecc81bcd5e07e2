"""What could be agreed: frontier, solutions, zone, gap, candidate packages."""
