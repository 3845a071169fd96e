0.5::w(0,sun); 0.5::w(0,rain).
0.8::w(T,sun); 0.2::w(T,rain) :- between(1,3,T), S is T - 1, w(S,sun).
0.4::w(T,sun); 0.6::w(T,rain) :- between(1,3,T), S is T - 1, w(S,rain).
query(w(3,_)). evidence(w(1,rain)).
