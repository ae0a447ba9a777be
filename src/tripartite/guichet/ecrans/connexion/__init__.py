"""Les formulaires par lesquels on entre ; les pages sont celles d'allauth, dans `gabarits/account`."""
