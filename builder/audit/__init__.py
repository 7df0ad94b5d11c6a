"""Published pages -> Audit: whether each statement on them cites what supports it. Pure; trusts no template."""
