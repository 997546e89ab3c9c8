"""Appearance as data: one TOML file a profile, each value with the clause it follows."""
