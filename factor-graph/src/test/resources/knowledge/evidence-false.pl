0.3::a. 0.3::b.
c :- a. c :- b.
evidence(c, false). query(a). query(b). query(c).
