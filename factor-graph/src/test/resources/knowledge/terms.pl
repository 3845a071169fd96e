0.5::p(a). 0.4::p(b). 0.3::p("a"). 0.2::p(1). 0.1::p('A b').
other(X) :- p(X), X \== a.
is_a(X) :- p(X), X = a.
not_b(X) :- p(X), X \= b.
pair :- p(X), p(Y), X \== Y.
query(other(_)). query(is_a(_)). query(not_b(_)). query(pair). query(p('A b')).
