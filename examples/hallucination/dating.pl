% Two men and two women. A man likes a woman if he is lonely or she is exciting; a woman likes a man or not. They date if they like
% each other.
man(jack). man(joe).
woman(jill). woman(jane).

0.3::lonely(X) :- man(X).
0.6::exciting(X) :- woman(X).
0.4::likes(X, Y) :- woman(X), man(Y).

likes(X, Y) :- lonely(X), woman(Y).
likes(X, Y) :- exciting(Y), man(X).

date(X, Y) :- man(X), woman(Y), likes(X, Y), likes(Y, X).

evidence(date(jack, jill)).

query(lonely(X)).
query(exciting(X)).
query(likes(joe, X)).
query(date(X, Y)).
