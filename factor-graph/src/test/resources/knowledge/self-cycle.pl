0.4::x.
a :- a.
a :- x.
b :- b.
query(a). query(b).
