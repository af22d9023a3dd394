"""What the web server answers beside the pages."""
