% A burglary or an earthquake may set off the alarm; who hears it may call. After Pearl (1988).
person(john).
person(mary).

0.7::burglary.
0.2::earthquake.

0.9::alarm :- burglary, earthquake.
0.8::alarm :- burglary, \+ earthquake.
0.1::alarm :- \+ burglary, earthquake.

0.8::calls(X) :- alarm, person(X).
0.1::calls(X) :- \+ alarm, person(X).

evidence(calls(john)).
evidence(calls(mary), false).

query(burglary).
query(earthquake).
query(alarm).
