"""How a content is set: families of looks, layouts, and the typesetting that knows where each word stands."""
