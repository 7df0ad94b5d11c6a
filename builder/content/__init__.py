"""What contributors keep, read with positions: a file is either right as a whole or left out, with its Problems."""
