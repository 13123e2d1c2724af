"""What the chapter's examples start from: answers, a start, and networks."""

CORRECT_CLASS = 2
"""The correct class of both answers."""
MOSTLY_RIGHT = (0.1, 0.05, 0.6, 0.0, 0.05, 0.1, 0.0, 0.1, 0.0, 0.0)
MOSTLY_WRONG = (0.1, 0.05, 0.1, 0.0, 0.05, 0.1, 0.0, 0.6, 0.0, 0.0)

DESCENT_START, DESCENT_STEPS, DESCENT_RATES = (-3.0, 4.0), 100, (0.1, 10.0, 1e-10)
"""Of its gradient descent on x0^2 + x1^2."""

NET_INPUTS, NET_LABEL = (0.6, 0.9), 2
FIRST_NET_WEIGHTS = ((0.47355232, 0.9977393, 0.84668094), (0.85557411, 0.03563661, 0.69422093))
SECOND_NET_WEIGHTS = ((0.03900802, -0.24126244, -1.60380801), (-0.94332177, 1.36421781, -1.05313682))
"""Of the two networks of two inputs and three classes whose gradients it prints, both for the same sample."""
