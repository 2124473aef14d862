"""What people may type into, checked before anything acts on it."""
