"""Where pictures and sound come from; every source keeps the contract in `app.sources.contract`."""
