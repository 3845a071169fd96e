% Jack likes Jill if he is lonely or she is exciting; they date if they like each other.
0.3::lonely(jack).
0.6::exciting(jill).
0.4::likes(jill, jack).

likes(jack, jill) :- lonely(jack).
likes(jack, jill) :- exciting(jill).

date(X, Y) :- likes(X, Y), likes(Y, X), X \== Y.

query(likes(jack, jill)).
query(date(jack, jill)).
