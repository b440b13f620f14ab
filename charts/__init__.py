"""Figure builders: a frame and options in, one Plotly figure out."""
