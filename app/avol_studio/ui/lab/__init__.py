"""The teaching lab: a view into the network, and perturbations of its input."""
