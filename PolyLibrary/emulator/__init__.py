"""Virtual phones: phones in software that answer over the network as real ones do."""
