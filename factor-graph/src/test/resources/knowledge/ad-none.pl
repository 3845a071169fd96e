0.2::a; 0.5::b.
none :- \+ a, \+ b.
query(a). query(b). query(none).
