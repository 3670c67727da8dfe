"""Files of questions with their answers: tables, JSON Lines and YAML."""
