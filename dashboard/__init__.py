"""The Streamlit dashboard: reads the warehouse, never writes."""
