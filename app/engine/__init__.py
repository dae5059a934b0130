"""The embedded engine as a process: found by an address file, or started, and stopped when nobody uses it.

A keeper (a small Python process) starts Java as its child and watches claims: files that each client locks while it
uses the engine. The system drops a lock when its process dies, however it dies, so a claim cannot be forgotten.
This room knows no Cypher and no driver; ``app.graph`` stands on it. Only ``client`` knows ``app.errors``, so that the
keeper stays small.
"""
