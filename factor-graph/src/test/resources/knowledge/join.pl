0.5::r(1,2). 0.4::r(2,3). 0.3::r(1,3). 0.6::s(3). 0.7::s(2).
q(X) :- r(X,Y), s(Y).
t(X,X) :- s(X).
loop(X) :- r(X,Y), r(Y,X).
query(q(_)). query(t(A,A)). query(t(2,_)).
