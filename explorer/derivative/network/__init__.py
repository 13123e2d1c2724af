"""The gradient of the chapter's smallest network: what it promises of each weight, and where following it leads."""
