0.5::c.
a :- c, fail.
b :- \+ a.
query(a). query(b). query(c).
