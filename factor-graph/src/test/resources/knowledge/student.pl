0.6::hard. 0.7::clever.
0.9::pass :- clever, \+ hard. 0.6::pass :- clever, hard. 0.3::pass :- \+ clever, \+ hard. 0.05::pass :- \+ clever, hard.
0.95::letter :- pass. 0.2::letter :- \+ pass.
evidence(letter). query(clever). query(hard).
