"""From images to buildings: whether each changed, how probably, and between which two images."""
