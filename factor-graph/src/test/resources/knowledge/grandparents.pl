0.9::parent(a,b). 0.8::parent(b,c). 0.7::parent(b,d). 0.6::parent(c,e).
anc(X,Y) :- parent(X,Y). anc(X,Z) :- parent(X,Y), anc(Y,Z).
siblings(X,Y) :- parent(Z,X), parent(Z,Y), X \== Y.
query(anc(a,_)). query(siblings(_,_)).
