"""Ce qui est au pied de chaque page : accessibilité, données personnelles, et ce que lisent les robots."""
