0.5::a(1); 0.5::a(2).
0.5::b(1); 0.5::b(2).
x :- a(N), b(M), N =< M, \+ N =:= M.
y :- a(N), b(N).
query(x). query(y).
