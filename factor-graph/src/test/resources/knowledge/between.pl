0.5::on.
n(X) :- on, between(1,4,X), X mod 2 =:= 1.
m :- on, between(1,3,2).
query(n(_)). query(m).
