"""The caseworkers' desk: `app.create_app` makes the pages, `parts.DeskParts` is what they need."""
