"""What `make bench` runs: the portal's pages measured against a bare Django view and the stock admin, on scratch databases."""
