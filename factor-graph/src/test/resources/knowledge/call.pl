0.3::p(1). 0.4::p(2). 0.5::q(1,2). q(2,1).
any :- call(p(X)).
one :- call(p,1).
pair(X,Y) :- call(q(X),Y), \+ call(p,Y).
reach(X,Y) :- call(q,X,Y).
reach(X,Y) :- call(call(q,X),Z), call(reach(Z,Y)).
0.5::r(X) :- call(p(X)).
query(any). query(one). query(pair(_,_)). query(reach(_,_)). query(r(_)).
evidence(\+ r(2)).
