"""The public API: lists and figures of the published snapshot as JSON, described by the models that read the requests.

Nothing is worked out that a snapshot holds; what a licence keeps back has no value here either.
"""
