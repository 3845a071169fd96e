0.5::v(1.5). 0.25::v(2). 1.0e-1::v(3e2).
big(X) :- v(X), X > 1.75.
near :- v(X), X =:= 2.0.
query(big(_)). query(near).
