"""One weight varied: the loss is smooth, the accuracy a staircase."""
