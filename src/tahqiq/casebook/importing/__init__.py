"""How ``vocab.imports`` values become rows: contexts, rows, batches."""
