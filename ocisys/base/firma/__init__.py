"""Signatures in a PDF (PAdES): made with a certificate lent for one request, checked offline."""
