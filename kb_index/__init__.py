"""What is looked up: articles, saved replies and tickets."""
