% Can a message get through, where links fail and lead in circles?
0.6::link(a, b). 0.1::link(a, c). 0.4::link(b, e). 0.3::link(b, f).
0.3::link(c, d). 0.8::link(d, e). 0.2::link(e, f). 0.5::link(f, b).

reaches(X, Y) :- link(X, Y).
reaches(X, Z) :- link(X, Y), reaches(Y, Z).

query(reaches(a, e)).
query(reaches(a, f)).
query(reaches(e, b)).
