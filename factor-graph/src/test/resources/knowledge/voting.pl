0.6::yes(1). 0.6::yes(2). 0.6::yes(3).
majority :- yes(1), yes(2). majority :- yes(1), yes(3). majority :- yes(2), yes(3).
unanimous :- yes(1), yes(2), yes(3).
evidence(majority). query(unanimous). query(yes(_)).
