"""La page d'une convention, pour chacun de ceux qui la lisent, et ses gestes."""
