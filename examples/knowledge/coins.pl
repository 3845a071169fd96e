% Two coins, one of them loaded.
0.5::heads(fair).
0.6::heads(loaded).

some_heads :- heads(_).
both_heads :- heads(fair), heads(loaded).
equal :- both_heads.
equal :- \+ heads(fair), \+ heads(loaded).

query(some_heads).
query(both_heads).
query(equal).
