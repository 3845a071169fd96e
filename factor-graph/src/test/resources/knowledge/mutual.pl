0.5::start(0).
even(0) :- start(0).
odd(Y) :- even(X), succ(X,Y). even(Y) :- odd(X), succ(X,Y).
0.9::succ(0,1). 0.8::succ(1,2). 0.7::succ(2,3). 0.6::succ(3,0).
query(even(_)). query(odd(_)).
