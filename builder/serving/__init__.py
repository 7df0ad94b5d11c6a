"""What `mkdocs serve` does besides building: it shows an edit at once, and makes what nobody looks at afterwards."""
