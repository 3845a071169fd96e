0.6::draw(N,red); 0.4::draw(N,green) :- between(1,3,N).
all_red :- draw(1,red), draw(2,red), draw(3,red).
mixed :- draw(N,red), draw(M,green), N < M.
query(all_red). query(mixed). query(draw(2,_)). evidence(draw(1,red)).
