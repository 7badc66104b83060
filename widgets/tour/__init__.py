"""The guided tour: its card, and the ring around what it speaks of."""
