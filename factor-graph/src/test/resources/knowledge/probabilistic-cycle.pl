0.4::a. 0.5::b :- a. 0.6::a :- b. 0.1::b.
query(a). query(b).
