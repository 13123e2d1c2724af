"""What all views are made of: pages, cards with facts, scripts, and controls built from declarations."""
