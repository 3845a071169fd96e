0.5::a. 0.5::b.
p :- a. q :- \+ p. r :- \+ q, b. s :- \+ r.
query(p). query(q). query(r). query(s).
