"""The screens of a journal. Each look-up starts at the writer's own things."""
