"""Le guichet : trois parties y mènent une convention du brouillon à la signature."""
