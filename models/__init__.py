"""What is learned, at inference time."""
