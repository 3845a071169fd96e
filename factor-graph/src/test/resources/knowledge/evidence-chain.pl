0.2::a. 0.5::b :- a. 0.1::b :- \+ a. 0.7::c :- b. 0.3::c :- \+ b.
evidence(c). query(a). query(b).
