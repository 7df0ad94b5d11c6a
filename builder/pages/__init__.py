"""Archive -> Pages: Markdown that any CommonMark generator can build, and the HTML that we make of it."""
