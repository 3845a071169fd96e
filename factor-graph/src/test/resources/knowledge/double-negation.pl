0.4::a.
b :- \+ \+ a.
c :- \+ (\+ a).
query(b). query(c).
