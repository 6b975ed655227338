"""`hall demo`: citizens and clerks as clients of a running hall, over its HTTP and Socket.IO.

Nothing here imports another room of `shared`: what a foreign program could not do, the demo cannot.
"""
