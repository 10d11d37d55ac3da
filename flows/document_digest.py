"""What a document is called in the manifest of a model that learnt from it."""

import hashlib


def document_digest(sha256: str, first_page: int) -> str:
    """It can be recognised by who has the document, and by nobody else."""
    return hashlib.sha256(f"learnt from {sha256} {first_page}".encode()).hexdigest()
