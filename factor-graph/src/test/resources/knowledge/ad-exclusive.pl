0.4::a; 0.6::b.
both :- a, b.
one :- a. one :- b.
query(both). query(one).
