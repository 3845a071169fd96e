0.5::a(1). 0.5::a(2). 0.5::a(3).
i(1). i(2). i(3).
first(X) :- a(X), \+ earlier(X).
earlier(X) :- i(X), a(Y), Y < X.
none :- \+ a(1), \+ a(2), \+ a(3).
query(first(_)). query(none).
