"""Where pictures and sound come from; every source keeps the contract in `avol_studio.media.source`."""
