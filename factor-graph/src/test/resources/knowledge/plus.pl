0.5::n(3). 0.25::n(1).
up(Y) :- n(X), succ(X,Y).
down(Y) :- n(X), succ(Y,X).
sum(Z) :- n(X), n(Y), plus(X,Y,Z).
left(Z) :- n(X), plus(X,Z,2).
apart :- n(X), n(Y), plus(X,2,Y).
far :- n(X), \+ (n(Y), plus(X,2,Y)).
query(up(_)). query(down(_)). query(sum(_)). query(left(_)). query(apart). query(far).
