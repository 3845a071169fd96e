w(a,0.25). w(b,0.5).
P::x(I); Q::y(I) :- w(I,P), Q is 1-P.
both :- x(a), x(b).
query(x(_)). query(both). evidence(y(a), false).
