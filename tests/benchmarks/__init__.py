"""What is measured, and the bare page that it is measured against."""
