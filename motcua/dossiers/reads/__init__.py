"""What is read and worked out about dossiers: the clock, the words, the papers, the pages."""
