"""Where object stores and portals tell of uploads over HTTP, if there is no log to follow."""
