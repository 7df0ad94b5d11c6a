"""Pages as they are served, made outside MkDocs' loop over pages: side by side, and remembered from build to build.

MkDocs takes one page after the other through Python-Markdown, the events of all plugins and the theme. Ours need
neither Python-Markdown nor events, so that only what the navigation names goes that way; of all others, the theme's
template makes the file here, by the same steps and from the same context, and to the same bytes. Where anything asks
for more than that, all pages go MkDocs' way: see `ordinary`.
"""
