0.4::s(1). 0.3::s(2). 0.5::i(1,2). 0.6::i(2,1). 0.7::i(2,3). 0.2::i(3,1).
w(X) :- s(X). w(Y) :- w(X), i(X,Y).
evidence(w(3), false). query(w(_)). query(s(_)).
