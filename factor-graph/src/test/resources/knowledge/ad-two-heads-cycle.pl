0.5::a; 0.4::b :- c.
0.6::c.
c :- b.
query(a). query(b). query(c).
