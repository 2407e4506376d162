"""The officials' pages: inbox, dossier, counter."""
