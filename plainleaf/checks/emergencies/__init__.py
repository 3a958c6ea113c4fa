"""What a page must say in an emergency: its cards, the sets of red flags that it must carry, and who approved them."""
