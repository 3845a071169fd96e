% Smoking spreads among friends, in circles too.
person(ann). person(bob). person(cid). person(dan).

friend(ann, bob). friend(bob, ann).
friend(bob, dan). friend(cid, bob). friend(dan, bob).

0.3::stress(X) :- person(X).
0.2::influences(X, Y) :- friend(Y, X).

smokes(X) :- stress(X).
smokes(X) :- friend(X, Y), influences(Y, X), smokes(Y).

0.4::asthma(X) :- smokes(X).

evidence(smokes(bob)).
evidence(influences(dan, bob), false).

query(smokes(X)).
query(asthma(X)).
