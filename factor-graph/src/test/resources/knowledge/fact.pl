0.3::a.
query(a).
