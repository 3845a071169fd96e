0.4::x. 0.5::y. 0.3::e(1,2). 0.6::e(2,1).
r(1) :- x. r(2) :- y. r(Y) :- r(X), e(X,Y).
dead(X) :- node(X), \+ r(X).
node(1). node(2).
query(dead(_)). query(r(_)).
