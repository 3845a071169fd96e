0.9::s(0).
0.8::s(Y) :- s(X), next(X,Y).
next(0,1). next(1,2). next(2,3). next(3,4). next(4,5).
query(s(X)).
