0.3::a. 0.4::b. 0.5::c.
d :- a, b. d :- c.
evidence(\+ c). evidence(b, true). query(a). query(d).
