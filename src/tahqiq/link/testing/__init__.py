"""Lists of invented people with known truth, to measure linking by. Nobody on them ever lived.

Whatever is shown of them is called simulated.
"""

from tahqiq.link.testing.casualties import simulate_list, simulate_lists
from tahqiq.link.testing.febrl import simulate_febrl, simulate_febrl_pair
from tahqiq.link.testing.simulated import Simulated

__all__ = ["Simulated", "simulate_febrl", "simulate_febrl_pair", "simulate_list", "simulate_lists"]
