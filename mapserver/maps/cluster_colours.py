"""The colours of a map of clusters, by class (`model.clusters.CLASSES`)."""

#: Dark and light reds are high values, blues low ones, the paler ones differ from their neighbours; told apart by
#: colour-blind eyes and in print without colour.
CLUSTER_COLOURS = ("#7a0a2b", "#2a62a8", "#e9845a", "#9fd0ea", "#f6edcf", "#857c86")
