coin(c1). coin(c2). coin(c3). seen(c3).
0.6::heads(C) :- coin(C).
some :- heads(_).
query(heads(C)) :- coin(C), not seen(C).
evidence(heads(C), true) :- seen(C).
query(some).
