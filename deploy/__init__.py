"""The app as a service: health, readiness and figures, structured logs, and what stands around it."""
