"""The demonstration magazine: its texts and pictures, and what loads them."""
