0.4::a0. 0.3::b0. 0.5::ab. 0.6::ba.
a :- a0. a :- b, ba.
b :- b0. b :- a, ab.
evidence(b). query(a). query(a0). query(b0).
