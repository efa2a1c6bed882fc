"""How people use Firstline over HTTP: the API of design.md, section 4, its stores and its pages."""
