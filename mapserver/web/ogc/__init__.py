"""OGC API - Features: the maps as features with their boundaries, so that QGIS and GDAL connect by an address.

A core of our own rather than `pygeoapi`, whose Flask blueprint was weighed (0.21): it requires eighteen packages, among
them rasterio with a second GDAL, SQLAlchemy and tinydb, fifteen of them new here with what they bring; it reads its
configuration from a file when it is imported, where our collections change with the snapshot; its pages load scripts
from another host, and it knows no entity tags. What Part 1 asks for is a few hundred lines over layers that are in
memory anyway. Writing, other coordinate systems (Part 2) and filters (Part 3) are not there.
"""
