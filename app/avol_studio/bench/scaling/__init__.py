"""Cost against size: files, libraries, batches, trainings."""
