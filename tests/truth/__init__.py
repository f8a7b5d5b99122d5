"""The truth test's sample of the gathered tables, and the script that draws it. Uses nothing of the importer."""
