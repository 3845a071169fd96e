0.3::a.
0.3::a.
query(a).
