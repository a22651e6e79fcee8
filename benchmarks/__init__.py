"""What the speed and safety claims rest on."""
