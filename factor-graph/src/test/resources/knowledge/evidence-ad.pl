0.2::a; 0.5::b; 0.3::c.
d :- a. d :- c.
evidence(d). query(a). query(b). query(c).
