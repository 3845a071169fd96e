a. p :- \+ b. b :- \+ a. q :- p. 0.3::r :- q.
query(p). query(b). query(r).
