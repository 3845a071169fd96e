0.5::e(a,b). 0.4::e(b,c). 0.3::e(c,a).
r(X,Y) :- e(X,Y). r(X,Y) :- e(X,Z), r(Z,Y).
n(a). n(b). n(c).
cut(X) :- n(X), \+ r(a,X).
query(cut(_)). evidence(e(a,b)).
