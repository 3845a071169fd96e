% The prize is behind one of three doors. We point at the first; the host opens another one without the prize. Should we change?
1/3::prize(1); 1/3::prize(2); 1/3::prize(3).

pointed(1).
door(1). door(2). door(3).

% He chooses at random where he can choose.
0.5::opens(2); 0.5::opens(3) :- prize(1).
opens(3) :- prize(2).
opens(2) :- prize(3).

win_keep :- pointed(D), prize(D).
win_change :- door(D), prize(D), \+ pointed(D), \+ opens(D).

evidence(opens(3)).

query(win_keep).
query(win_change).
query(prize(X)).
