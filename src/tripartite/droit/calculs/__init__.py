"""Ce que plusieurs sujets déduisent ou calculent, écrit une fois, au-dessous des règles."""
