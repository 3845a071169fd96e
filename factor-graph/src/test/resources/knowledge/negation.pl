0.4::a. 0.7::b.
only_a :- a, \+ b.
neither :- \+ a, \+ b.
some :- \+ neither.
query(only_a). query(neither). query(some).
