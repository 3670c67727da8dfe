"""What the service keeps: feedback, and questions where the owner has it so; and how it forgets."""
