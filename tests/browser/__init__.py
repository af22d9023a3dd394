"""The dashboard in real headless Chromium."""
