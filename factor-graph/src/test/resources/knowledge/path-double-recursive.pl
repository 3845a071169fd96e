0.5::e(a,b). 0.4::e(b,c). 0.3::e(c,a). 0.6::e(c,d).
r(X,Y) :- e(X,Y). r(X,Y) :- r(X,Z), r(Z,Y).
query(r(a,d)). query(r(b,b)).
