"""From the tables of a region to the inputs of the model, one block a file."""
