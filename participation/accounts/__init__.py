"""Staff: who they are, how they sign in, which second factor they hold."""
