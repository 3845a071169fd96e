0.5::x. 0.4::y. 0.9::z.
0.3::a :- x.
0.6::a :- y.
0.2::a :- x, z.
0.05::a.
query(a). evidence(z).
