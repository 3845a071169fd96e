0.4::a. 0.7::b.
c :- not a, b.
d :- not(c).
evidence(not a). query(c). query(d).
