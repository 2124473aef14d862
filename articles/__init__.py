"""What is written: articles, their pictures, people and topics, and publishing."""
