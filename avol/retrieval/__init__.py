"""Cross-modal search in libraries of image and audio embeddings."""
