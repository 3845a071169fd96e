0.5::p(b). 0.4::p(a). 0.3::p(10). 0.2::p(9). 0.6::p(9.5).
pair(X,Y) :- p(X), p(Y), X @< Y.
later(X) :- p(X), p(Y), Y @> X.
last(X) :- p(X), not later(X).
query(pair(_,_)). query(last(_)).
