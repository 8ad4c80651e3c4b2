"""Who may enter where: the rows by app (`table.py` joins them), the world that is asked about, its addresses, and the tests."""
