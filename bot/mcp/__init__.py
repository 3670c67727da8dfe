"""What clients of the Model Context Protocol can ask: imported only where it is asked for."""
