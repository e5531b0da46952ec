"""The writer's settings, and the way out."""
