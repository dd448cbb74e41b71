"""The litmus test and what else is counted; small numbers are hidden by `disclosure` before anything leaves."""
