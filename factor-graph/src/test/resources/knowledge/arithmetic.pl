0.5::n(1). 0.4::n(2). 0.3::n(3). 0.2::n(-2).
sum(S) :- n(X), n(Y), X < Y, S is X + Y.
square(S) :- n(X), S is X * X.
half(X) :- n(X), X mod 2 =:= 0.
big(X) :- n(X), X ** 2 >= 4.
query(sum(_)). query(square(_)). query(half(_)). query(big(_)).
