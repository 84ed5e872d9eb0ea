"""What changed between two times, pixel by pixel: t-statistics of radar images, with a null that holds.

The pixel-wise t-test is Ballinger's (2024, *Open Access Battle Damage Detection via Pixel-Wise T-Test on
Sentinel-1 Imagery*): the speckle of each image is filtered, its logarithm taken, and the mean after compared
with the mean before. Here the statistics of several orbits and polarisations are combined so that the share
of false alarms is what it says, however many there are.
"""
