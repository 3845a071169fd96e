1/3::a; 1/3::b; 1/3::c.
abc :- a. abc :- b. abc :- c.
query(abc). query(c). evidence(a, false).
