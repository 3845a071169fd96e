0.5::v(1). 0.4::v(2). 0.3::v(3).
lt :- v(X), v(Y), X < Y.
le(X) :- v(X), X =< 2.
ge(X) :- v(X), X >= 2.
ne :- v(X), v(Y), X =\= Y.
same(X) :- v(X), v(Y), X =:= Y, Y > 2.
query(lt). query(le(_)). query(ge(_)). query(ne). query(same(_)).
