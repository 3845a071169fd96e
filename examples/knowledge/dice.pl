% Two dice by annotated disjunctions, and arithmetic on what they show.
1/6::shows(D, 1); 1/6::shows(D, 2); 1/6::shows(D, 3); 1/6::shows(D, 4); 1/6::shows(D, 5); 1/6::shows(D, 6) :- die(D).
die(first).
die(second).

sum(S) :- shows(first, A), shows(second, B), S is A + B.
even(D) :- shows(D, N), N mod 2 =:= 0.
double :- shows(first, N), shows(second, N).

evidence(even(second)).

query(sum(_)).
query(double).
query(even(first)).
