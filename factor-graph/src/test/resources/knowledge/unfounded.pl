p :- q. q :- p. 0.5::r.
s :- r, \+ p.
query(p). query(s).
