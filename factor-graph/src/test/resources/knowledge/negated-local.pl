0.4::likes(ann,bob). 0.2::likes(ann,cid). 0.5::likes(bob,ann).
person(ann). person(bob). person(cid).
lonely(X) :- person(X), \+ likes(_,X).
cold(X) :- person(X), \+ likes(X,_).
query(lonely(_)). query(cold(_)).
