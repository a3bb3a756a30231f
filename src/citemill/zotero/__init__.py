"""Sending records to Zotero: to the one that runs on this computer, or to a library on zotero.org.

`connector` hands Zotero RDF to the running program, which imports it into the collection chosen in its
window. `library` writes to a library through the Web API, item by item under keys that follow from the
records, so that sending the same records again changes nothing.
"""
