"""What is slow or needs programs from outside: run before a release, not at every change."""
