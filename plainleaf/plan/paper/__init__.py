"""What is made for paper: QR codes."""
