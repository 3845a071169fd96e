0.4::a. 0.7::b. 0.2::c.
d :- (a ; b), c.
e :- a ; b ; c.
f :- (a, b ; c), \+ (a, c).
query(d). query(e). query(f).
