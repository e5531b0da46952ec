"""A made-up writer's year: what they wrote, as data, and how it comes into a journal."""
