"""Whether the addresses that an archive names still lead somewhere: the only room that uses the network."""
