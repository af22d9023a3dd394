"""Pure functions from frames to figures; they know neither Streamlit nor SQL."""
