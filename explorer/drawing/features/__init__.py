"""The page Features: rules written by hand, hand-crafted features, and those that the network learned."""
