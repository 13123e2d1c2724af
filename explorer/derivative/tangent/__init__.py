"""The curve and its tangent at a point, and what a difference with a finite step makes of it."""
