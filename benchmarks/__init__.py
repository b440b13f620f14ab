"""Speed, scale and endurance, each printed beside a peer or a limit from the same run."""
