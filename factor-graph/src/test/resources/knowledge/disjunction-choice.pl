0.4::a. 0.7::b.
0.5::d :- a ; b.
query(d). query(a). evidence(d).
