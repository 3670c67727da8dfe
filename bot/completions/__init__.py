"""The answers in the shape of OpenAI's chat completions, for the many clients that speak it."""
