0.5::e(a,b). 0.4::e(b,c). 0.3::e(a,c). 0.6::e(c,d). 0.2::e(b,d).
c(X,Y) :- e(X,Y). c(X,Y) :- e(Y,X).
r(X,Y) :- c(X,Y). r(X,Y) :- c(X,Z), r(Z,Y).
query(r(a,d)). query(r(a,a)).
