"""Goals, the model of what may come by their year, programmes, and the calculator."""
