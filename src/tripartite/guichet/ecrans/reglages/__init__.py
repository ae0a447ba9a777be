"""Les réglages d'un établissement : composantes, circuits, formations, membres."""
