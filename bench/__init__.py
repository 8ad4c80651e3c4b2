"""What `make bench` runs: the portal's pages measured against a bare Django view, on scratch databases of three sizes."""
