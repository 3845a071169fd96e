0.4::a. 0.5::b. 0.3::c.
p :- (a ; q), b. q :- (p ; c). r :- \+ (q, p), c.
query(p). query(q). query(r).
